-- At which terminal a sale was opened, or who took it over; NULL, where that was before there were terminals.
ALTER TABLE checkouts ADD COLUMN terminal TEXT;
CREATE INDEX checkouts_by_terminal ON checkouts (terminal, opened_at_ms);

-- One row. `version` counts up with everything that may change who may do what; the rest is the end of the
-- audit log. Whoever changes anything here changes this row first, so that all of them stand in one line.
CREATE TABLE access (
    only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
    version     INTEGER NOT NULL,
    audit_count INTEGER NOT NULL,
    audit_head  TEXT NOT NULL
) STRICT;
INSERT INTO access (only_row, version, audit_count, audit_head) VALUES (1, 0, 0, '');

-- One row: what an owner has set. `version` is counted up by every change; a write names the one it has seen.
CREATE TABLE settings (
    only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
    version       INTEGER NOT NULL,
    settings_json TEXT NOT NULL
) STRICT;
INSERT INTO settings (only_row, version, settings_json) VALUES (1, 0, '{}');

-- Tablets. Of a credential and of a pairing code only the SHA-256 is kept.
CREATE TABLE terminals (
    id           TEXT PRIMARY KEY NOT NULL,
    name         TEXT NOT NULL,
    made_at_ms   INTEGER NOT NULL,
    code_hash    TEXT UNIQUE,
    code_ends_ms INTEGER,
    token_hash   TEXT UNIQUE,
    paired_at_ms INTEGER,
    seen_at_ms   INTEGER,
    user_agent   TEXT,
    locked       INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    revoked_at_ms INTEGER,
    CHECK ((code_hash IS NULL) = (code_ends_ms IS NULL)),
    CHECK ((token_hash IS NULL) = (paired_at_ms IS NULL))
) STRICT;

-- Who works here; never deleted. `name_key` is the name as it is compared.
CREATE TABLE people (
    id            TEXT PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'owner')),
    enabled       INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    password_hash TEXT,
    pin_hash      TEXT,
    made_at_ms    INTEGER NOT NULL
) STRICT;

-- Who is signed in, by the SHA-256 of what their browser holds. One that was made by a PIN is good at its
-- terminal alone.
CREATE TABLE sign_ins (
    token_hash  TEXT PRIMARY KEY NOT NULL,
    person_id   TEXT NOT NULL REFERENCES people (id),
    terminal_id TEXT REFERENCES terminals (id),
    made_by     TEXT NOT NULL CHECK (made_by IN ('password', 'passkey', 'pin')),
    made_at_ms  INTEGER NOT NULL,
    used_at_ms  INTEGER NOT NULL,
    ends_at_ms  INTEGER NOT NULL,
    CHECK (made_by <> 'pin' OR terminal_id IS NOT NULL)
) STRICT;
CREATE INDEX sign_ins_of_person ON sign_ins (person_id);
CREATE INDEX sign_ins_at_terminal ON sign_ins (terminal_id);
CREATE INDEX sign_ins_by_end ON sign_ins (ends_at_ms);

-- Links that make an owner: at the first start, or at the command of whoever holds the server.
CREATE TABLE links (
    token_hash TEXT PRIMARY KEY NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('first', 'rescue')),
    ends_at_ms INTEGER
) STRICT;

-- How often something was got wrong, and until when it may not be tried again.
CREATE TABLE brakes (
    what       TEXT PRIMARY KEY NOT NULL,
    failures   INTEGER NOT NULL,
    tried_at_ms INTEGER NOT NULL,
    ends_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX brakes_by_try ON brakes (tried_at_ms);

-- Passkeys, and what a browser was asked to sign; the browser holds a token of which this is the SHA-256.
CREATE TABLE passkeys (
    id           TEXT PRIMARY KEY NOT NULL,
    person_id    TEXT NOT NULL REFERENCES people (id),
    name         TEXT NOT NULL,
    passkey_json TEXT NOT NULL,
    made_at_ms   INTEGER NOT NULL,
    used_at_ms   INTEGER
) STRICT;
CREATE INDEX passkeys_of_person ON passkeys (person_id);
CREATE TABLE challenges (
    token_hash TEXT PRIMARY KEY NOT NULL,
    person_id  TEXT,
    state_json TEXT NOT NULL,
    ends_at_ms INTEGER NOT NULL
) STRICT;

-- Who did what, where and when. Each entry holds the hash of the one before; docs/access.md says over what.
CREATE TABLE audit (
    number        INTEGER PRIMARY KEY NOT NULL CHECK (number > 0),
    at_ms         INTEGER NOT NULL,
    person_id     TEXT,
    person_name   TEXT,
    terminal_id   TEXT,
    terminal_name TEXT,
    peer          TEXT,
    event         TEXT NOT NULL,
    detail_json   TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
