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
