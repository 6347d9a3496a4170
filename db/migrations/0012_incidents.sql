-- One loss of one artifact: from the first sighting of gone or blocked until it is there again.
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    axis TEXT NOT NULL,             -- what was lost: availability
    opened_at TEXT NOT NULL,        -- the first moment at which it was found gone or blocked
    opened_run INTEGER NOT NULL REFERENCES runs (id),
    last_good_at TEXT,              -- the last moment before at which it was found there; null: never
    confirmed_at TEXT,              -- blocked, or found gone twice, a day apart
    closed_at TEXT,                 -- found there again
    closed_run INTEGER REFERENCES runs (id),
    told_run INTEGER REFERENCES runs (id),  -- the run that first told of it (--fail-on newly-gone)
    ignored TEXT                    -- why it raises no alarm ([[ignore]]), when last asked; null where it does
);
CREATE INDEX incidents_artifact ON incidents (artifact_id);
CREATE UNIQUE INDEX incidents_open ON incidents (artifact_id, axis) WHERE closed_at IS NULL;
CREATE INDEX incidents_told ON incidents (told_run);

-- What verdicts tell of the time before. What is over is nobody's alarm any more; what lasts may not have been told.
INSERT INTO incidents (artifact_id, axis, opened_at, opened_run, last_good_at, confirmed_at, closed_at, closed_run, told_run)
WITH known AS (
    SELECT id, run_id, artifact_id, at, confirmed, availability, availability IN ('gone', 'blocked') AS lost,
        lag(availability IN ('gone', 'blocked'), 1, 0) OVER (PARTITION BY artifact_id ORDER BY id) AS lost_before
    FROM verdicts WHERE availability <> 'unknown'
),
opened AS (
    SELECT k.*, (
        SELECT min(e.id) FROM known AS e WHERE e.artifact_id = k.artifact_id AND e.id > k.id AND NOT e.lost
    ) AS closing
    FROM known AS k WHERE k.lost AND NOT k.lost_before
)
SELECT o.artifact_id, 'availability', o.at, o.run_id,
    (
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(l.at), 'unixepoch')
        FROM answers AS x CROSS JOIN runs AS r CROSS JOIN looks AS l ON l.run_id = r.id AND l.artifact_id = x.artifact_id
        WHERE x.artifact_id = o.artifact_id AND x.outcome = 'present' AND l.answer_id = x.id AND r.id < o.run_id
    ),
    (
        SELECT c.at FROM known AS c WHERE c.artifact_id = o.artifact_id AND c.id >= o.id
        AND (o.closing IS NULL OR c.id < o.closing) AND (c.confirmed OR c.availability = 'blocked') ORDER BY c.id LIMIT 1
    ),
    v.at, v.run_id, v.run_id
FROM opened AS o LEFT JOIN verdicts AS v ON v.id = o.closing
ORDER BY o.id;
