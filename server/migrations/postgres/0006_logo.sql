-- The picture beside the shop's name, called by what is in it; the settings say that it is the one. Kept apart from the
-- catalogue's, which are kept for as long as an item has them.
CREATE TABLE logos (
    id    TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 64),
    bytes BYTEA NOT NULL
);
