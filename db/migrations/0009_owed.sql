-- What services were asked about an artifact that is there and did not tell: it is due again for that part.
ALTER TABLE artifacts ADD COLUMN owed TEXT NOT NULL DEFAULT '';
