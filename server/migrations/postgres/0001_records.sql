-- One row a sale. `version` is the number of its last change; a write names the one it has seen. Texts that
-- are keys compare by their bytes, and pages keep room so that most writes need not touch an index.
CREATE TABLE checkouts (
    id                    TEXT COLLATE "C" PRIMARY KEY,
    reference             TEXT COLLATE "C" NOT NULL UNIQUE,
    total_minor           BIGINT NOT NULL CHECK (total_minor > 0),
    currency              TEXT NOT NULL CHECK (length(currency) = 3),
    opened_at_ms          BIGINT NOT NULL,
    ends_at_ms            BIGINT NOT NULL,
    version               BIGINT NOT NULL CHECK (version > 0),
    session_progress      TEXT NOT NULL CHECK (session_progress IN ('not-asked', 'asked', 'unknown', 'open')),
    session_progress_ms   BIGINT,
    payment_session_id    TEXT COLLATE "C" UNIQUE,
    session_expires_at_ms BIGINT,
    state                 TEXT NOT NULL,
    state_since_ms        BIGINT NOT NULL,
    state_json            TEXT NOT NULL,
    reading_json          TEXT,
    cancel_asked_at_ms    BIGINT,
    put_aside_at_ms       BIGINT,
    -- Whether the sale has ended, paid or not, and whether nothing more can come. Computed at every write.
    over                  BOOLEAN NOT NULL,
    complete              BOOLEAN NOT NULL,
    -- Whether it was watched to the end.
    closed                BOOLEAN NOT NULL,
    -- Which server watches it; nobody, where it is no server of `servers`.
    owner                 TEXT COLLATE "C" NOT NULL
) WITH (fillfactor = 80);

-- Sales for which something may still have to be asked; the others, however many, are in neither.
CREATE INDEX checkouts_live ON checkouts (opened_at_ms) WHERE NOT over;
CREATE INDEX checkouts_trailing ON checkouts (state_since_ms) WHERE over AND NOT complete;

-- Every request for an invoice, answered or not.
CREATE TABLE attempts (
    checkout_id       TEXT COLLATE "C" NOT NULL REFERENCES checkouts (id),
    number            BIGINT NOT NULL CHECK (number > 0),
    asked_at_ms       BIGINT NOT NULL,
    outcome           TEXT NOT NULL CHECK (outcome IN ('asked', 'ready', 'without')),
    invoice           TEXT,
    payment_hash      TEXT COLLATE "C" UNIQUE,
    amount_msat       BIGINT,
    expires_at_ms     BIGINT,
    -- How the same attempt can be paid with regular bitcoin.
    on_chain_address  TEXT,
    on_chain_fee_rate TEXT,
    PRIMARY KEY (checkout_id, number)
);

-- Everything that happened to a sale, in order; never changed, never deleted.
CREATE TABLE changes (
    checkout_id TEXT COLLATE "C" NOT NULL REFERENCES checkouts (id),
    version     BIGINT NOT NULL,
    at_ms       BIGINT NOT NULL,
    state       TEXT NOT NULL,
    event_json  TEXT NOT NULL,
    PRIMARY KEY (checkout_id, version)
);

-- What a person has to look at, or has decided; never deleted, and never changed once it is decided.
CREATE TABLE alarms (
    checkout_id   TEXT COLLATE "C" NOT NULL REFERENCES checkouts (id),
    kind          TEXT COLLATE "C" NOT NULL,
    raised_at_ms  BIGINT NOT NULL,
    decided_at_ms BIGINT,
    decision_json TEXT,
    PRIMARY KEY (checkout_id, kind),
    CHECK ((decided_at_ms IS NULL) = (decision_json IS NULL))
);

CREATE INDEX alarms_undecided ON alarms (checkout_id, raised_at_ms) WHERE decided_at_ms IS NULL;

-- The servers that run, and a number that each of them counts up while it does.
CREATE TABLE servers (
    id   TEXT COLLATE "C" PRIMARY KEY,
    beat BIGINT NOT NULL CHECK (beat >= 0)
);
