-- What the staff want to know a sale by, such as a table.
ALTER TABLE sales ADD COLUMN note TEXT NOT NULL DEFAULT '';
