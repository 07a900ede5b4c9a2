-- What only the servers know, made by the first that needs it and shared by all.
CREATE TABLE secrets (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL CHECK (length(value) > 0)
) STRICT;

-- How each terminal said that it is, last.
CREATE TABLE heartbeats (
    terminal    TEXT PRIMARY KEY NOT NULL,
    at_ms       INTEGER NOT NULL,
    report_json TEXT NOT NULL
) STRICT;
