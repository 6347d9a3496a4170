-- Which sources have which papers: the run in which each last had it. A complete reading of a source ends what it no
-- longer has.
CREATE TABLE listings (
    source TEXT NOT NULL,
    paper_id TEXT NOT NULL REFERENCES papers (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (source, paper_id)
) WITHOUT ROWID;
CREATE INDEX listings_paper ON listings (paper_id);
INSERT INTO listings SELECT source, id, last_run FROM papers;
-- Whether any source still has it: what none has counts in no figure and no alarm, and keeps its history.
ALTER TABLE papers ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
-- From which run to which one no source had it; to_run is null as long as none has.
CREATE TABLE unlisted (
    paper_id TEXT NOT NULL REFERENCES papers (id),
    from_run INTEGER NOT NULL REFERENCES runs (id),
    to_run INTEGER REFERENCES runs (id),
    PRIMARY KEY (paper_id, from_run)
) WITHOUT ROWID;

-- What papers claimed, a row whenever it is another claim than before: a promise and its fulfilment stay visible.
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    paper_id TEXT NOT NULL REFERENCES papers (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    claim TEXT NOT NULL,            -- linked, released, promised, on_request, none
    evidence TEXT NOT NULL          -- the sentence, where no link speaks for itself
);
CREATE INDEX claims_paper ON claims (paper_id);
INSERT INTO claims (paper_id, run_id, at, claim, evidence)
SELECT p.id, p.last_run, r.started_at, p.claim, p.claim_evidence FROM papers AS p JOIN runs AS r ON r.id = p.last_run;

-- How many artifacts the run was about, by what was known of each at its end: a trend is one query.
ALTER TABLE runs ADD COLUMN availability TEXT NOT NULL DEFAULT '{}';
