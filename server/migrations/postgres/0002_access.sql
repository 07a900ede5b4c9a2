-- At which terminal a sale was opened, or who took it over; NULL, where that was before there were terminals.
ALTER TABLE checkouts ADD COLUMN terminal TEXT COLLATE "C";
CREATE INDEX checkouts_by_terminal ON checkouts (terminal, opened_at_ms);

-- One row. `version` counts up with everything that may change who may do what; the rest is the end of the
-- audit log. Whoever changes anything here changes this row first, so that all of them stand in one line.
CREATE TABLE access (
    only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
    version     BIGINT NOT NULL,
    audit_count BIGINT NOT NULL,
    audit_head  TEXT NOT NULL
);
INSERT INTO access (only_row, version, audit_count, audit_head) VALUES (1, 0, 0, '');

-- One row: what an owner has set. `version` is counted up by every change; a write names the one it has seen.
CREATE TABLE settings (
    only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
    version       BIGINT NOT NULL,
    settings_json TEXT NOT NULL
);
INSERT INTO settings (only_row, version, settings_json) VALUES (1, 0, '{}');

-- Tablets. Of a credential and of a pairing code only the SHA-256 is kept.
CREATE TABLE terminals (
    id           TEXT COLLATE "C" PRIMARY KEY,
    name         TEXT NOT NULL,
    made_at_ms   BIGINT NOT NULL,
    code_hash    TEXT COLLATE "C" UNIQUE,
    code_ends_ms BIGINT,
    token_hash   TEXT COLLATE "C" UNIQUE,
    paired_at_ms BIGINT,
    seen_at_ms   BIGINT,
    user_agent   TEXT,
    locked       BOOLEAN NOT NULL DEFAULT FALSE,
    revoked_at_ms BIGINT,
    CHECK ((code_hash IS NULL) = (code_ends_ms IS NULL)),
    CHECK ((token_hash IS NULL) = (paired_at_ms IS NULL))
);

-- Who works here; never deleted. `name_key` is the name as it is compared.
CREATE TABLE people (
    id            TEXT COLLATE "C" PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT COLLATE "C" NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'owner')),
    enabled       BOOLEAN NOT NULL,
    password_hash TEXT,
    pin_hash      TEXT,
    made_at_ms    BIGINT NOT NULL
);

-- Who is signed in, by the SHA-256 of what their browser holds. One that was made by a PIN is good at its
-- terminal alone.
CREATE TABLE sign_ins (
    token_hash  TEXT COLLATE "C" PRIMARY KEY,
    person_id   TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    terminal_id TEXT COLLATE "C" REFERENCES terminals (id),
    made_by     TEXT NOT NULL CHECK (made_by IN ('password', 'passkey', 'pin')),
    made_at_ms  BIGINT NOT NULL,
    used_at_ms  BIGINT NOT NULL,
    ends_at_ms  BIGINT NOT NULL,
    CHECK (made_by <> 'pin' OR terminal_id IS NOT NULL)
);
CREATE INDEX sign_ins_of_person ON sign_ins (person_id);
CREATE INDEX sign_ins_at_terminal ON sign_ins (terminal_id);
CREATE INDEX sign_ins_by_end ON sign_ins (ends_at_ms);

-- Links that make an owner: at the first start, or at the command of whoever holds the server.
CREATE TABLE links (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('first', 'rescue')),
    ends_at_ms BIGINT
);

-- How often something was got wrong, and until when it may not be tried again.
CREATE TABLE brakes (
    what       TEXT COLLATE "C" PRIMARY KEY,
    failures   BIGINT NOT NULL,
    tried_at_ms BIGINT NOT NULL,
    ends_at_ms BIGINT NOT NULL
);
CREATE INDEX brakes_by_try ON brakes (tried_at_ms);

-- Passkeys, and what a browser was asked to sign; the browser holds a token of which this is the SHA-256.
CREATE TABLE passkeys (
    id           TEXT COLLATE "C" PRIMARY KEY,
    person_id    TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    name         TEXT NOT NULL,
    passkey_json TEXT NOT NULL,
    made_at_ms   BIGINT NOT NULL,
    used_at_ms   BIGINT
);
CREATE INDEX passkeys_of_person ON passkeys (person_id);
CREATE TABLE challenges (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    person_id  TEXT COLLATE "C",
    state_json TEXT NOT NULL,
    ends_at_ms BIGINT NOT NULL
);

-- Who did what, where and when. Each entry holds the hash of the one before; docs/access.md says over what.
CREATE TABLE audit (
    number        BIGINT PRIMARY KEY CHECK (number > 0),
    at_ms         BIGINT NOT NULL,
    person_id     TEXT COLLATE "C",
    person_name   TEXT,
    terminal_id   TEXT COLLATE "C",
    terminal_name TEXT,
    peer          TEXT,
    event         TEXT NOT NULL,
    detail_json   TEXT NOT NULL,
    previous_hash TEXT COLLATE "C" NOT NULL,
    hash          TEXT COLLATE "C" NOT NULL UNIQUE
);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
