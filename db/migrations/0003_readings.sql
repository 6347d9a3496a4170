-- Whose a link is (own, third_party, unclear), and the sentence that says so, at most 400 characters of it.
ALTER TABLE links ADD COLUMN ownership TEXT NOT NULL DEFAULT 'unclear';
ALTER TABLE links ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
-- Which reading of an ambiguous link was found to exist: 0 as it is printed, else a row of readings.
ALTER TABLE links ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;

-- What an ambiguous link may name, the likeliest (0) first. Checking settles which of them exists.
CREATE TABLE readings (
    link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    target TEXT NOT NULL,
    PRIMARY KEY (link_id, rank)
);
CREATE INDEX readings_artifact ON readings (artifact_id);
