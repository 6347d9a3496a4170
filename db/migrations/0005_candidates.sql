-- What a service answered when it was asked what belongs to a paper. Rows are added, never changed.
CREATE TABLE cross_checks (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    paper_id TEXT NOT NULL REFERENCES papers (id),
    service TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,          -- named, nothing (it knows the paper), not_indexed, unknown (could not be asked)
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    dropped INTEGER NOT NULL        -- names that are no address of anything
);
CREATE INDEX cross_checks_paper ON cross_checks (paper_id);

-- What a service names for a paper. Never a link: it counts in no status and in no rate of what papers print.
CREATE TABLE candidates (
    id INTEGER PRIMARY KEY,
    paper_id TEXT NOT NULL REFERENCES papers (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    service TEXT NOT NULL,
    route TEXT NOT NULL,            -- what was asked
    field TEXT NOT NULL,            -- the part of the answer that names it
    added_by TEXT NOT NULL,         -- user, auto (the service itself), tag (its own card), empty where not told
    evidence TEXT NOT NULL,         -- the same in words
    first_run INTEGER NOT NULL REFERENCES runs (id),
    last_run INTEGER NOT NULL REFERENCES runs (id),  -- of an older run than the paper's newest answer: named no more
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    UNIQUE (paper_id, artifact_id, service, field)
);
CREATE INDEX candidates_artifact ON candidates (artifact_id);
