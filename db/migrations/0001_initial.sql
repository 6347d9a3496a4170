-- A paper as some input gave it. Abstracts are other people's texts and are not kept.
CREATE TABLE papers (
    id TEXT PRIMARY KEY,            -- the source's own id, or one made from the title
    title TEXT NOT NULL,
    published TEXT NOT NULL,        -- ISO 8601 date or moment; empty where the source has none
    source TEXT NOT NULL,           -- the input it was read from
    claim TEXT NOT NULL,            -- linked, released, promised, on_request, none
    first_run INTEGER NOT NULL REFERENCES runs (id),
    last_run INTEGER NOT NULL REFERENCES runs (id)  -- links of an older run are no longer in the paper
);

-- The distinct thing that links point to: one row however many papers name it.
CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,           -- in the case in which it was first written
    key TEXT NOT NULL UNIQUE,       -- kind:target without case (and the query of a page): what makes two links the same artifact
    url TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    tried_at TEXT,                  -- the last time anybody was asked
    checked_at TEXT,                -- the last time the answer was a verdict other than unknown
    platform_id TEXT NOT NULL DEFAULT '',  -- the platform's id when first seen: identity is kept by it
    verdict_id INTEGER REFERENCES verdicts (id)  -- the newest verdict
);

-- One mention of an artifact in a paper.
CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    paper_id TEXT NOT NULL REFERENCES papers (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    target TEXT NOT NULL,           -- in the case in which this paper writes it
    raw TEXT NOT NULL,              -- the exact text
    field TEXT NOT NULL,            -- the part of the paper it stands in: abstract or comments
    start_offset INTEGER NOT NULL,  -- in characters of that field
    end_offset INTEGER NOT NULL,
    last_run INTEGER NOT NULL REFERENCES runs (id),  -- the last run that found it
    UNIQUE (paper_id, field, start_offset, end_offset, artifact_id)
);
CREATE INDEX links_artifact ON links (artifact_id);

-- One execution: when, with what, how complete, what it cost.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    command TEXT NOT NULL,
    inputs TEXT NOT NULL,           -- JSON list
    options TEXT NOT NULL,          -- JSON object, never a secret
    version TEXT NOT NULL,          -- of reprolinks
    pid INTEGER NOT NULL,
    status TEXT NOT NULL,           -- running, done, incomplete, interrupted, failed
    counts TEXT NOT NULL DEFAULT '{}',  -- JSON: papers, links, bad_records, due, checked, unknown
    costs TEXT NOT NULL DEFAULT '{}'    -- JSON: service -> requests, points, seconds waited
);

-- What one service answered about one artifact at one moment. The evidence: never changed, never deleted.
CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    service TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,          -- present, absent, blocked, refused, unknown
    reason TEXT NOT NULL,
    status INTEGER,                 -- HTTP status of the deciding answer
    detail TEXT NOT NULL,
    platform_id TEXT,
    facts TEXT NOT NULL             -- JSON object of what was told; what is absent was not told
);
CREATE INDEX observations_artifact ON observations (artifact_id);
CREATE INDEX observations_run ON observations (run_id);

CREATE TRIGGER observations_never_change BEFORE UPDATE ON observations
BEGIN SELECT RAISE(ABORT, 'observations are evidence and never change'); END;
CREATE TRIGGER observations_never_go BEFORE DELETE ON observations
BEGIN SELECT RAISE(ABORT, 'observations are evidence and are never deleted'); END;

-- What the rules concluded. A row is added only when a verdict differs from the one before it.
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    at TEXT NOT NULL,
    availability TEXT NOT NULL,
    reason TEXT NOT NULL,
    rule TEXT NOT NULL,             -- the name of the rule that spoke
    confirmed INTEGER NOT NULL,     -- gone: two sightings at least 24 hours apart agree
    identity TEXT NOT NULL,
    resolved_target TEXT NOT NULL,  -- the name of today
    hijackable INTEGER NOT NULL,    -- works only through a redirect, and the old owner's name is free
    maintenance TEXT NOT NULL,
    last_activity_at TEXT,
    archived_at TEXT,
    content TEXT NOT NULL,
    license TEXT NOT NULL,
    known TEXT,                     -- beside unknown: the last availability that was known
    known_at TEXT
);
CREATE INDEX verdicts_artifact ON verdicts (artifact_id);

-- Copies of an artifact in an archive: of the code at Software Heritage, of a page in the Wayback Machine.
CREATE TABLE archives (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    archive TEXT NOT NULL,          -- software_heritage, wayback
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,          -- present, absent, unknown: "no copy" and "could not ask" differ
    reason TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',   -- of the copy
    captured_at TEXT
);
CREATE INDEX archives_artifact ON archives (artifact_id);
