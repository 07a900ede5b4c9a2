-- Counts every change of the catalogue and of how terminals sell, so that servers know when theirs is old.
CREATE TABLE catalogue (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
INSERT INTO catalogue (one, version) VALUES (1, 1);

CREATE TABLE categories (
    id    TEXT PRIMARY KEY NOT NULL,
    name  TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place >= 0)
) STRICT;

-- What items look like, called by the SHA-256 of their bytes. A picture that no item has is deleted.
CREATE TABLE pictures (
    id    TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 64),
    bytes BLOB NOT NULL
) STRICT;

-- What is for sale. An item is withdrawn and never deleted: what was sold stays findable. A write names the
-- revision it has seen.
CREATE TABLE items (
    id          TEXT PRIMARY KEY NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision > 0),
    name        TEXT NOT NULL,
    category_id TEXT REFERENCES categories (id),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    vat_bp      INTEGER NOT NULL CHECK (vat_bp BETWEEN 0 AND 10000),
    picture_id  TEXT REFERENCES pictures (id),
    code        TEXT UNIQUE,
    offer       TEXT NOT NULL CHECK (offer IN ('offered', 'sold-out', 'withdrawn')),
    place       INTEGER NOT NULL CHECK (place >= 0)
) STRICT;
CREATE INDEX items_of_a_category ON items (category_id);
CREATE INDEX items_with_a_picture ON items (picture_id) WHERE picture_id IS NOT NULL;

-- What a sale from the catalogue came to; written with its checkout, and never changed.
CREATE TABLE sales (
    checkout_id    TEXT PRIMARY KEY NOT NULL REFERENCES checkouts (id),
    -- What was keyed instead of items; it has no lines.
    keyed_minor    INTEGER NOT NULL CHECK (keyed_minor >= 0),
    goods_minor    INTEGER NOT NULL CHECK (goods_minor >= keyed_minor),
    discount_minor INTEGER NOT NULL CHECK (discount_minor >= 0),
    discount_json  TEXT,
    tip_minor      INTEGER NOT NULL CHECK (tip_minor >= 0),
    tip_json       TEXT NOT NULL
) STRICT;

-- Its items, with every price as it was then. `share_minor` is the line's share of the discount on the whole.
CREATE TABLE sale_lines (
    checkout_id    TEXT NOT NULL REFERENCES sales (checkout_id),
    number         INTEGER NOT NULL CHECK (number > 0),
    item_id        TEXT NOT NULL,
    name           TEXT NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    price_minor    INTEGER NOT NULL CHECK (price_minor >= 0),
    vat_bp         INTEGER NOT NULL CHECK (vat_bp BETWEEN 0 AND 10000),
    discount_minor INTEGER NOT NULL CHECK (discount_minor >= 0),
    discount_json  TEXT,
    share_minor    INTEGER NOT NULL CHECK (share_minor >= 0),
    due_minor      INTEGER NOT NULL CHECK (due_minor >= 0),
    PRIMARY KEY (checkout_id, number),
    CHECK (due_minor = quantity * price_minor - discount_minor - share_minor)
) STRICT;

-- What stands in the cart of each terminal now; a write names the version it has seen.
CREATE TABLE carts (
    terminal      TEXT PRIMARY KEY NOT NULL,
    version       INTEGER NOT NULL CHECK (version > 0),
    order_json    TEXT NOT NULL,
    changed_at_ms INTEGER NOT NULL
) STRICT;

-- Carts that were put by. One that somebody has taken up again is kept a while, so that a lost answer loses none.
CREATE TABLE held_carts (
    id         TEXT PRIMARY KEY NOT NULL,
    note       TEXT NOT NULL,
    order_json TEXT NOT NULL,
    held_at_ms INTEGER NOT NULL,
    taken_by   TEXT
) STRICT;
CREATE INDEX held_carts_waiting ON held_carts (held_at_ms) WHERE taken_by IS NULL;

-- How terminals sell, and what else is said of them here; the row called '' is for all that have none of their own.
CREATE TABLE selling (
    terminal     TEXT PRIMARY KEY NOT NULL,
    mode         TEXT NOT NULL CHECK (mode IN ('keypad', 'catalogue', 'self-service')),
    asks_for_tip INTEGER NOT NULL CHECK (asks_for_tip IN (0, 1))
) STRICT;
