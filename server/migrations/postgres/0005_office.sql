-- The six letters that people compare, out of the id as `CheckoutId::short_code` makes them.
ALTER TABLE checkouts ADD COLUMN code TEXT COLLATE "C" GENERATED ALWAYS AS (
    substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 1, 8), 'hex'), 0) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 1, 8), 'hex'), 1) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 1, 8), 'hex'), 2) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 1, 8), 'hex'), 3) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 10, 4), 'hex'), 0) % 24, 1)
    || substr('BCDFGHJKLMNPQRSTVWXZ2345', 1 + get_byte(decode(substr(id, 10, 4), 'hex'), 1) % 24, 1)
) STORED;

-- When it was paid, on Mion's word, out of the state; NULL where it was not. Not read as JSON: a row that somebody
-- has broken by hand must not keep a whole table from being written.
ALTER TABLE checkouts ADD COLUMN paid_at_ms BIGINT GENERATED ALWAYS AS (
    CASE WHEN state IN ('paid', 'paid-late') THEN CAST(substring(state_json FROM '"paid_at":(-?[0-9]{1,18})') AS BIGINT) END
) STORED;

-- The books, newest first; the search for a code; what came in.
CREATE INDEX checkouts_by_time ON checkouts (opened_at_ms DESC, id);
CREATE INDEX checkouts_by_code ON checkouts (code);
CREATE INDEX checkouts_paid ON checkouts (paid_at_ms, id) WHERE paid_at_ms IS NOT NULL;

-- The day's closes: what had come in since the last one, what was counted, and why that differs. Only ever added.
CREATE TABLE closings (
    number         BIGINT PRIMARY KEY CHECK (number > 0),
    at_ms          BIGINT NOT NULL,
    person_name    TEXT NOT NULL,
    currency       TEXT NOT NULL CHECK (length(currency) = 3),
    sales          BIGINT NOT NULL CHECK (sales >= 0),
    expected_minor BIGINT NOT NULL CHECK (expected_minor >= 0),
    counted_minor  BIGINT NOT NULL CHECK (counted_minor >= 0),
    reason         TEXT NOT NULL CHECK (reason <> '' OR expected_minor = counted_minor)
);

-- Which sale was counted in which close: each once, whenever it was paid and whatever any clock said.
CREATE TABLE closed_sales (
    checkout_id TEXT COLLATE "C" PRIMARY KEY REFERENCES checkouts (id),
    closing     BIGINT NOT NULL
);
CREATE INDEX closed_sales_by_closing ON closed_sales (closing);

CREATE FUNCTION closings_are_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'a day that is closed stays closed'; END $$;
CREATE TRIGGER closings_are_never_changed BEFORE UPDATE OR DELETE ON closings
FOR EACH ROW EXECUTE FUNCTION closings_are_append_only();
CREATE TRIGGER closings_are_never_emptied BEFORE TRUNCATE ON closings
FOR EACH STATEMENT EXECUTE FUNCTION closings_are_append_only();
CREATE TRIGGER closed_sales_are_never_changed BEFORE UPDATE OR DELETE ON closed_sales
FOR EACH ROW EXECUTE FUNCTION closings_are_append_only();
CREATE TRIGGER closed_sales_are_never_emptied BEFORE TRUNCATE ON closed_sales
FOR EACH STATEMENT EXECUTE FUNCTION closings_are_append_only();
