-- What a service answered about an artifact, once, however often it is heard again.
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    digest INTEGER NOT NULL,        -- of all that follows: what makes two answers the same
    service TEXT NOT NULL,
    outcome TEXT NOT NULL,          -- present, absent, blocked, refused, unknown
    reason TEXT NOT NULL,
    status INTEGER,                 -- HTTP status of the deciding answer
    detail TEXT NOT NULL,
    platform_id TEXT,
    facts TEXT NOT NULL,            -- JSON object of what was told; what is absent was not told
    UNIQUE (artifact_id, digest)
);

-- One look: who was told what and when. By run first, so that a run writes its own pages and no others.
CREATE TABLE looks (
    run_id INTEGER NOT NULL REFERENCES runs (id),
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    place INTEGER NOT NULL,         -- in the order in which the run was told
    answer_id INTEGER NOT NULL REFERENCES answers (id),
    at INTEGER NOT NULL,            -- seconds since 1970, UTC
    pushed_at INTEGER,              -- facts that change and mean nothing: they make no new answer
    stars INTEGER,
    PRIMARY KEY (run_id, artifact_id, place)
) WITHOUT ROWID;

INSERT INTO answers (artifact_id, digest, service, outcome, reason, status, detail, platform_id, facts)
SELECT artifact_id, answer_digest(service, outcome, reason, status, detail, facts),
    service, outcome, reason, status, detail, platform_id, facts
FROM observations WHERE true ORDER BY id
ON CONFLICT (artifact_id, digest) DO NOTHING;

INSERT INTO looks (run_id, artifact_id, place, answer_id, at)
SELECT o.run_id, o.artifact_id, row_number() OVER (PARTITION BY o.run_id ORDER BY o.id) - 1, a.id,
    coalesce(CAST(strftime('%s', o.at) AS INTEGER), 0)
FROM observations AS o JOIN answers AS a ON a.artifact_id = o.artifact_id
    AND a.digest = answer_digest(o.service, o.outcome, o.reason, o.status, o.detail, o.facts);

-- The same as before; observation_id is that of the view `observations`.
CREATE TABLE adopted (
    observation_id INTEGER PRIMARY KEY,
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    run_id INTEGER NOT NULL REFERENCES runs (id)    -- the run that went on from there
);
INSERT INTO adopted
SELECT (o.run_id << 32) | o.place, o.artifact_id, t.run_id
FROM (SELECT id, run_id, artifact_id, row_number() OVER (PARTITION BY run_id ORDER BY id) - 1 AS place
    FROM observations WHERE run_id IN (SELECT x.run_id FROM observations AS x JOIN taken_up AS y ON y.observation_id = x.id)) AS o
JOIN taken_up AS t ON t.observation_id = o.id;
DROP TABLE taken_up;
DROP TABLE observations;
ALTER TABLE adopted RENAME TO taken_up;
CREATE INDEX taken_up_run ON taken_up (run_id, artifact_id);
CREATE INDEX taken_up_artifact ON taken_up (artifact_id);

CREATE TRIGGER answers_never_change BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'observations are evidence and never change'); END;
CREATE TRIGGER answers_never_go BEFORE DELETE ON answers
BEGIN SELECT RAISE(ABORT, 'observations are evidence and are never deleted'); END;
CREATE TRIGGER looks_never_change BEFORE UPDATE ON looks
BEGIN SELECT RAISE(ABORT, 'observations are evidence and never change'); END;
CREATE TRIGGER looks_never_go BEFORE DELETE ON looks
BEGIN SELECT RAISE(ABORT, 'observations are evidence and are never deleted'); END;

-- What the rules carry of each artifact from run to run: JSON with its version. One that is missing, or of another
-- version, is folded again from the evidence.
CREATE TABLE standings (
    artifact_id INTEGER PRIMARY KEY REFERENCES artifacts (id),
    standing TEXT NOT NULL
);
-- When what is known last was seen (seconds since 1970), beside the standing, which then stays as it is.
ALTER TABLE artifacts ADD COLUMN known_at INTEGER;
-- The oldest run whose evidence is not in the standing yet; null where all of it is.
ALTER TABLE artifacts ADD COLUMN unjudged INTEGER;
UPDATE artifacts SET unjudged = (
    SELECT min(r.id) FROM runs AS r CROSS JOIN looks AS l ON l.run_id = r.id AND l.artifact_id = artifacts.id
    WHERE artifacts.tried_at IS NULL OR l.at > CAST(strftime('%s', artifacts.tried_at) AS INTEGER)
);

CREATE INDEX verdicts_run ON verdicts (run_id);
-- The last moment at which the run was seen at work: tells a killed run from a slow one.
ALTER TABLE runs ADD COLUMN alive_at TEXT;
