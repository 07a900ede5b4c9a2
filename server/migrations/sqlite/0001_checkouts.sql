-- One row a sale. `version` is the number of its last change; a write names the one it has seen.
CREATE TABLE checkouts (
    id                    TEXT PRIMARY KEY NOT NULL,
    reference             TEXT NOT NULL UNIQUE,
    total_minor           INTEGER NOT NULL CHECK (total_minor > 0),
    currency              TEXT NOT NULL CHECK (length(currency) = 3),
    opened_at_ms          INTEGER NOT NULL,
    ends_at_ms            INTEGER NOT NULL,
    version               INTEGER NOT NULL CHECK (version > 0),
    session_progress      TEXT NOT NULL CHECK (session_progress IN ('not-asked', 'asked', 'unknown', 'open')),
    session_progress_ms   INTEGER,
    payment_session_id    TEXT UNIQUE,
    session_expires_at_ms INTEGER,
    state                 TEXT NOT NULL,
    state_since_ms        INTEGER NOT NULL,
    state_json            TEXT NOT NULL,
    reading_json          TEXT,
    complete              INTEGER NOT NULL CHECK (complete IN (0, 1))
) STRICT;

CREATE INDEX checkouts_by_state ON checkouts (state, state_since_ms);

-- Every request for an invoice, answered or not.
CREATE TABLE attempts (
    checkout_id   TEXT NOT NULL REFERENCES checkouts (id),
    number        INTEGER NOT NULL CHECK (number > 0),
    asked_at_ms   INTEGER NOT NULL,
    outcome       TEXT NOT NULL CHECK (outcome IN ('asked', 'ready', 'without')),
    invoice       TEXT,
    payment_hash  TEXT UNIQUE,
    amount_msat   INTEGER,
    expires_at_ms INTEGER,
    PRIMARY KEY (checkout_id, number)
) STRICT;

-- Everything that happened to a sale, in order; never changed, never deleted.
CREATE TABLE changes (
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    version     INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    state       TEXT NOT NULL,
    event_json  TEXT NOT NULL,
    PRIMARY KEY (checkout_id, version)
) STRICT;
