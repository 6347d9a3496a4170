-- What is new since run :before, one event for each artifact: losses that last, recoveries, and other changes
WITH turned AS (
    SELECT DISTINCT +v.artifact_id AS artifact_id FROM verdicts AS v WHERE v.run_id > :before
),
lost AS (
    SELECT r.artifact_id, CASE WHEN coalesce(r.known, r.state) = 'blocked' THEN 'blocked' ELSE 'newly_gone' END AS event,
        i.opened_at AS at, i.last_good_at AS was_at, i.confirmed_at IS NOT NULL AS sure
    FROM incidents AS i JOIN reported AS r ON r.artifact_id = i.artifact_id
    WHERE i.opened_run > :before AND i.closed_at IS NULL
),
back AS (
    SELECT i.artifact_id, 'back' AS event, max(i.closed_at) AS at, i.opened_at AS was_at, i.confirmed_at IS NOT NULL AS sure
    FROM incidents AS i JOIN reported AS r ON r.artifact_id = i.artifact_id
    WHERE i.closed_run > :before AND r.state NOT IN ('gone', 'blocked')
    GROUP BY i.artifact_id
),
pairs AS (
    SELECT r.artifact_id, r.state, r.moved, r.today, b.id AS was_id, b.availability AS was, b.identity AS was_identity,
        b.resolved_target AS was_today
    FROM turned AS t JOIN reported AS r ON r.artifact_id = t.artifact_id
    JOIN verdicts AS b ON b.id = (
        SELECT max(x.id) FROM verdicts AS x
        WHERE x.artifact_id = r.artifact_id AND x.run_id <= :before AND x.availability <> 'unknown'
    )
    WHERE r.state NOT IN ('gone', 'blocked', 'unknown')
        AND r.artifact_id NOT IN (SELECT artifact_id FROM lost UNION ALL SELECT artifact_id FROM back)
),
turns AS (
    SELECT
        p.artifact_id,
        CASE
            WHEN state = 'reused' AND was_identity <> 'reused' THEN 'reused'
            WHEN state = 'available' AND was IN ('empty', 'placeholder') THEN 'kept'
            WHEN state IN ('empty', 'placeholder') AND was = 'available' THEN 'emptied'
            WHEN state = 'restricted' AND was <> 'restricted' THEN 'gated'
            WHEN state = 'available' AND was = 'restricted' THEN 'opened'
            WHEN moved AND (was_identity NOT IN ('renamed', 'transferred') OR was_today <> today) THEN 'moved'
        END AS event,
        (
            SELECT x.at FROM verdicts AS x WHERE x.artifact_id = p.artifact_id AND x.id > p.was_id
            AND x.availability <> 'unknown' ORDER BY x.id LIMIT 1
        ) AS at,
        (
            SELECT x.at FROM verdicts AS x WHERE x.artifact_id = p.artifact_id
            AND x.availability IN ('empty', 'placeholder') ORDER BY x.id LIMIT 1
        ) AS was_at,
        1 AS sure
    FROM pairs AS p
),
-- A paper that promised, and has a link now.
kept AS (
    SELECT l.artifact_id, 'kept' AS event, max(c.at) AS at, o.at AS was_at, 1 AS sure
    FROM claims AS c CROSS JOIN papers AS p ON p.id = c.paper_id AND p.listed
    CROSS JOIN claims AS o ON o.id = (
        SELECT max(x.id) FROM claims AS x WHERE x.paper_id = c.paper_id AND x.id < c.id
    )
    CROSS JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    CROSS JOIN reported AS r ON r.artifact_id = l.artifact_id AND r.usable
    WHERE c.run_id > :before AND c.claim = 'linked' AND o.claim IN ('promised', 'released')
    GROUP BY l.artifact_id
),
events AS (
    SELECT * FROM lost UNION ALL SELECT * FROM back
    UNION ALL SELECT * FROM turns WHERE event IS NOT NULL
    UNION ALL SELECT * FROM kept WHERE artifact_id NOT IN (
        SELECT artifact_id FROM lost UNION ALL SELECT artifact_id FROM back
        UNION ALL SELECT artifact_id FROM turns WHERE event IS NOT NULL)
)
SELECT e.event, e.at, e.was_at, e.sure, r.*, count(*) OVER (PARTITION BY e.event) AS of_event
FROM events AS e JOIN reported AS r ON r.artifact_id = e.artifact_id
ORDER BY
    CASE e.event WHEN 'newly_gone' THEN 0 WHEN 'blocked' THEN 1 WHEN 'reused' THEN 2 WHEN 'emptied' THEN 3
        WHEN 'back' THEN 4 WHEN 'kept' THEN 5 WHEN 'opened' THEN 6 WHEN 'moved' THEN 7 ELSE 8 END,
    r.whose <> 'own', e.at DESC, r.target
LIMIT :shown
