-- The six letters that people compare, out of the id as `CheckoutId::short_code` makes them.
ALTER TABLE checkouts ADD COLUMN code TEXT GENERATED ALWAYS AS (
    substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 1, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 2, 1)) - 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 3, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 4, 1)) - 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 5, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 6, 1)) - 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 7, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 8, 1)) - 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 10, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 11, 1)) - 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + ((instr('0123456789abcdef', substr(id, 12, 1)) - 1) * 16
        + instr('0123456789abcdef', substr(id, 13, 1)) - 1) % 24, 1)
) VIRTUAL;

-- When it was paid, on Mion's word, out of the state; NULL where it was not.
ALTER TABLE checkouts ADD COLUMN paid_at_ms INTEGER GENERATED ALWAYS AS (
    CASE WHEN state IN ('paid', 'paid-late') AND json_valid(state_json)
        THEN coalesce(json_extract(state_json, '$.paid.paid_at'), json_extract(state_json, '$."paid-late".settlement.paid_at'))
    END
) VIRTUAL;

-- The books, newest first; the search for a code; what came in.
CREATE INDEX checkouts_by_time ON checkouts (opened_at_ms DESC, id);
CREATE INDEX checkouts_by_code ON checkouts (code);
CREATE INDEX checkouts_paid ON checkouts (paid_at_ms, id) WHERE paid_at_ms IS NOT NULL;

-- The day's closes: what had come in since the last one, what was counted, and why that differs. Only ever added.
CREATE TABLE closings (
    number         INTEGER PRIMARY KEY NOT NULL CHECK (number > 0),
    at_ms          INTEGER NOT NULL,
    person_name    TEXT NOT NULL,
    currency       TEXT NOT NULL CHECK (length(currency) = 3),
    sales          INTEGER NOT NULL CHECK (sales >= 0),
    expected_minor INTEGER NOT NULL CHECK (expected_minor >= 0),
    counted_minor  INTEGER NOT NULL CHECK (counted_minor >= 0),
    reason         TEXT NOT NULL CHECK (reason <> '' OR expected_minor = counted_minor)
) STRICT;
CREATE TRIGGER closings_are_never_changed BEFORE UPDATE ON closings
BEGIN SELECT RAISE(ABORT, 'a day that is closed stays closed'); END;
CREATE TRIGGER closings_are_never_deleted BEFORE DELETE ON closings
BEGIN SELECT RAISE(ABORT, 'a day that is closed stays closed'); END;

-- Which sale was counted in which close: each once, whenever it was paid and whatever any clock said.
CREATE TABLE closed_sales (
    checkout_id TEXT PRIMARY KEY NOT NULL REFERENCES checkouts (id),
    closing     INTEGER NOT NULL
) STRICT;
CREATE INDEX closed_sales_by_closing ON closed_sales (closing);
CREATE TRIGGER closed_sales_are_never_changed BEFORE UPDATE ON closed_sales
BEGIN SELECT RAISE(ABORT, 'a day that is closed stays closed'); END;
CREATE TRIGGER closed_sales_are_never_deleted BEFORE DELETE ON closed_sales
BEGIN SELECT RAISE(ABORT, 'a day that is closed stays closed'); END;
