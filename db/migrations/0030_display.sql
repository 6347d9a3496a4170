-- Who wrote a paper and where it appeared, as its input says: for display and for figures by venue.
ALTER TABLE papers ADD COLUMN authors TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN venue TEXT NOT NULL DEFAULT '';
-- Where its record begins in the source, from 1; 0: not known.
ALTER TABLE papers ADD COLUMN line INTEGER NOT NULL DEFAULT 0;
-- Where a link stands in the source, from 1; 0: not known.
ALTER TABLE links ADD COLUMN line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN line_column INTEGER NOT NULL DEFAULT 0;

-- Further columns of the input that the user asked to keep (run --keep), such as a track or an address of mail. They
-- stand apart from papers because they may be personal: nothing shows them but what is asked to (report --keep).
CREATE TABLE kept_columns (
    paper_id TEXT NOT NULL REFERENCES papers (id),
    name TEXT NOT NULL,             -- as the user wrote it
    value TEXT NOT NULL,
    PRIMARY KEY (paper_id, name)
) WITHOUT ROWID;
