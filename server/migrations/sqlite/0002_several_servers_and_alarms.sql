-- Which server watches a sale; nobody, where it is no server of `servers`.
ALTER TABLE checkouts ADD COLUMN owner TEXT;
-- Whether the sale has ended, paid or not. Computed from the state at every write.
ALTER TABLE checkouts ADD COLUMN over INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1));
ALTER TABLE checkouts ADD COLUMN cancel_asked_at_ms INTEGER;
ALTER TABLE checkouts ADD COLUMN put_aside_at_ms INTEGER;
-- Whether it was watched to the end.
ALTER TABLE checkouts ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
UPDATE checkouts SET over = 1 WHERE state NOT IN ('opening', 'awaiting-payment', 'confirming');

-- Sales for which something may still have to be asked; the others, however many, are in neither.
DROP INDEX checkouts_by_state;
CREATE INDEX checkouts_live ON checkouts (opened_at_ms) WHERE NOT over;
CREATE INDEX checkouts_trailing ON checkouts (state_since_ms) WHERE over AND NOT complete;

-- How the same attempt can be paid with regular bitcoin.
ALTER TABLE attempts ADD COLUMN on_chain_address TEXT;
ALTER TABLE attempts ADD COLUMN on_chain_fee_rate TEXT;

-- The servers that run, and a number that each of them counts up while it does.
CREATE TABLE servers (
    id   TEXT PRIMARY KEY NOT NULL,
    beat INTEGER NOT NULL CHECK (beat >= 0)
) STRICT;

-- What a person has to look at, or has decided; never deleted, and never changed once it is decided.
CREATE TABLE alarms (
    checkout_id   TEXT NOT NULL REFERENCES checkouts (id),
    kind          TEXT NOT NULL,
    raised_at_ms  INTEGER NOT NULL,
    decided_at_ms INTEGER,
    decision_json TEXT,
    PRIMARY KEY (checkout_id, kind),
    CHECK ((decided_at_ms IS NULL) = (decision_json IS NULL))
) STRICT;

CREATE INDEX alarms_undecided ON alarms (checkout_id, raised_at_ms) WHERE decided_at_ms IS NULL;

-- Payments that came late before there were alarms wait for a person all the same.
INSERT INTO alarms (checkout_id, kind, raised_at_ms)
SELECT id, 'late', state_since_ms FROM checkouts WHERE state = 'paid-late';
