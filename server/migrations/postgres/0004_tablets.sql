-- What only the servers know, made by the first that needs it and shared by all.
CREATE TABLE secrets (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value TEXT NOT NULL CHECK (length(value) > 0)
);

-- How each terminal said that it is, last.
CREATE TABLE heartbeats (
    terminal    TEXT COLLATE "C" PRIMARY KEY,
    at_ms       BIGINT NOT NULL,
    report_json TEXT NOT NULL
) WITH (fillfactor = 80);
