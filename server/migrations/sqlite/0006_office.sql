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
