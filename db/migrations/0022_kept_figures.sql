-- What is concluded of artifacts, each combination of words once: figures count these in the place of all artifacts.
CREATE TABLE conclusions (
    id INTEGER PRIMARY KEY,
    availability TEXT NOT NULL,
    reason TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    identity TEXT NOT NULL,
    hijackable INTEGER,             -- null where nobody looked
    maintenance TEXT NOT NULL,
    content TEXT NOT NULL,
    license TEXT NOT NULL,
    policies TEXT NOT NULL,         -- JSON: maintenance policy -> what it says
    items TEXT NOT NULL,            -- of the completeness checklist: those shown, by name, with a blank between two
    broken INTEGER NOT NULL         -- an address as printed, or a place in it, does not work
);
CREATE UNIQUE INDEX conclusions_words ON conclusions (availability, reason, confirmed, identity, coalesce(hijackable, -1),
    maintenance, content, license, policies, items, broken);
-- The first one is that of what nobody has looked at.
INSERT INTO conclusions VALUES (1, 'unknown', 'not_checked', 0, 'unknown', NULL, 'unknown', 'unknown', '', '{}', '', 0);

CREATE TEMP TABLE said AS
SELECT id, availability, reason, confirmed, identity, hijackable, maintenance, content, license, policies,
    (SELECT coalesce(group_concat(key, ' '), '') FROM (SELECT key FROM json_each(iif(json_valid(ticks), ticks, '{}')) ORDER BY key)) AS items,
    broken_forms <> '[]' OR dead_places <> '{}' AS broken
FROM verdicts;
INSERT OR IGNORE INTO conclusions (availability, reason, confirmed, identity, hijackable, maintenance, content, license,
    policies, items, broken)
SELECT DISTINCT availability, reason, confirmed, identity, hijackable, maintenance, content, license, policies, items, broken
FROM said;
ALTER TABLE verdicts ADD COLUMN conclusion_id INTEGER;
UPDATE verdicts SET conclusion_id = c.id
FROM said AS s CROSS JOIN conclusions AS c
WHERE s.id = verdicts.id AND c.availability = s.availability AND c.reason = s.reason AND c.confirmed = s.confirmed
    AND c.identity = s.identity AND coalesce(c.hijackable, -1) = coalesce(s.hijackable, -1)
    AND c.maintenance = s.maintenance AND c.content = s.content AND c.license = s.license
    AND c.policies = s.policies AND c.items = s.items AND c.broken = s.broken;
DROP TABLE said;

-- What is kept of each artifact: its newest conclusion; how many listed papers name it (0: it counts nowhere), whose
-- they say it is, and the oldest date of these.
ALTER TABLE artifacts ADD COLUMN conclusion_id INTEGER NOT NULL DEFAULT 1;
ALTER TABLE artifacts ADD COLUMN papers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE artifacts ADD COLUMN whose TEXT NOT NULL DEFAULT 'unclear';  -- own: by one paper at least; third_party: by all
ALTER TABLE artifacts ADD COLUMN published TEXT NOT NULL DEFAULT '';
UPDATE artifacts SET conclusion_id = coalesce(v.conclusion_id, 1) FROM verdicts AS v WHERE v.id = artifacts.verdict_id;
UPDATE artifacts SET papers = n.papers, whose = n.whose, published = n.published
FROM (
    SELECT
        l.artifact_id, count(DISTINCT p.id) AS papers,
        CASE
            WHEN max(l.ownership = 'own') THEN 'own'
            WHEN min(l.ownership = 'third_party') THEN 'third_party'
            ELSE 'unclear'
        END AS whose,
        coalesce(min(nullif(p.published, '')), '') AS published
    FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    WHERE p.listed GROUP BY l.artifact_id
) AS n
WHERE n.artifact_id = artifacts.id;
CREATE INDEX artifacts_counted ON artifacts (conclusion_id, kind, whose, substr(published, 1, 4), papers) WHERE papers > 0;

-- And of each paper: the distinct artifacts that it names, and what is known of them.
ALTER TABLE papers ADD COLUMN links INTEGER NOT NULL DEFAULT 0;
ALTER TABLE papers ADD COLUMN available INTEGER NOT NULL DEFAULT 0;
ALTER TABLE papers ADD COLUMN unknown INTEGER NOT NULL DEFAULT 0;
UPDATE papers SET links = n.links, available = n.available, unknown = n.unknown
FROM (
    SELECT
        p.id, count(DISTINCT a.id) AS links,
        count(DISTINCT a.id) FILTER (WHERE c.availability = 'available') AS available,
        count(DISTINCT a.id) FILTER (WHERE c.availability = 'unknown') AS unknown
    FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    JOIN artifacts AS a ON a.id = l.artifact_id JOIN conclusions AS c ON c.id = a.conclusion_id
    GROUP BY p.id
) AS n
WHERE n.id = papers.id;
CREATE INDEX papers_counted ON papers (links, available, unknown, claim, substr(published, 1, 4)) WHERE listed;

-- From which value to which an axis went, and by which verdict: kept when it is concluded. Not knowing is no change.
CREATE TABLE steps (
    run_id INTEGER NOT NULL REFERENCES runs (id),
    verdict_id INTEGER NOT NULL REFERENCES verdicts (id),
    axis TEXT NOT NULL,             -- availability, confirmed, identity, resolved_target, maintenance, content
    artifact_id INTEGER NOT NULL REFERENCES artifacts (id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (run_id, verdict_id, axis)
) WITHOUT ROWID;
CREATE INDEX steps_artifact ON steps (artifact_id);
CREATE INDEX steps_verdict ON steps (verdict_id);
INSERT INTO steps (run_id, verdict_id, axis, artifact_id, before, after)
WITH said AS (
    SELECT id, run_id, artifact_id, 'availability' AS axis, availability AS value FROM verdicts WHERE availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, 'confirmed', iif(confirmed, 'yes', 'no') FROM verdicts WHERE availability = 'gone'
    UNION ALL
    SELECT id, run_id, artifact_id, 'identity', identity FROM verdicts WHERE identity <> 'unknown' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, 'resolved_target', resolved_target FROM verdicts
    WHERE resolved_target <> '' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, 'maintenance', maintenance FROM verdicts
    WHERE maintenance <> 'unknown' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, 'content', content FROM verdicts WHERE content <> 'unknown' AND availability <> 'unknown'
)
SELECT run_id, id, axis, artifact_id, before, value FROM (
    SELECT *, lag(value) OVER (PARTITION BY artifact_id, axis ORDER BY id) AS before FROM said
) WHERE before <> value;

-- The answer of an archive that stands: the newest that says something, else the newest.
ALTER TABLE archives ADD COLUMN stands INTEGER NOT NULL DEFAULT 0;
UPDATE archives SET stands = 1 WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY artifact_id, archive ORDER BY outcome <> 'unknown' DESC, id DESC) AS place
        FROM archives WHERE question = 'copy'
    ) WHERE place = 1
);
CREATE UNIQUE INDEX archives_standing ON archives (artifact_id, archive) WHERE stands;

-- Promises that are kept when there is code; links that work in another reading alone.
CREATE INDEX verdicts_hollow ON verdicts (artifact_id) WHERE availability IN ('empty', 'placeholder');
CREATE INDEX links_misread ON links (artifact_id) WHERE reading > 0;
