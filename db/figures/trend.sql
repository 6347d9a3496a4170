-- Usable, known and unknown links after each run, as changes that are summed up run by run. first: the same for links
-- that the first run looked at
WITH steps AS (
    SELECT
        v.run_id,
        CASE
            WHEN v.availability = 'unknown' THEN 'unknown'
            WHEN v.availability = 'available' AND v.identity <> 'reused' THEN 'usable'
            ELSE 'known'
        END AS state,
        v.artifact_id, v.id,
        first_value(v.run_id) OVER one AS first_run
    FROM verdicts AS v JOIN reported AS r ON r.artifact_id = v.artifact_id WHERE r.counted
    WINDOW one AS (PARTITION BY v.artifact_id ORDER BY v.id)
),
turns AS (
    SELECT *, lag(state) OVER (PARTITION BY artifact_id ORDER BY id) AS before FROM steps
),
moves AS (
    SELECT run_id, first_run, state, 1 AS change FROM turns
    UNION ALL
    SELECT run_id, first_run, before, -1 FROM turns WHERE before IS NOT NULL
)
SELECT run_id, state, sum(change) AS change, sum(change) FILTER (
    WHERE first_run = (SELECT min(id) FROM runs WHERE command IN ('run', 'check') AND availability <> '{}')
) AS first
FROM moves GROUP BY run_id, state ORDER BY run_id
