-- Artifacts that were last known longer than so many days before the newest run
-- asked by: an operator who asks how old the figures are
-- parameter: days INTEGER = 30: Only what is older than so many days.
-- column: days: Days from the last known answer to the newest run; empty where there never was one.
SELECT * FROM (
    SELECT kind, target, availability, reason, last_known_at, CAST(julianday((SELECT max(started_at) FROM runs))
        - julianday(last_known_at) AS INTEGER) AS days, papers
    FROM artifact_status
)
WHERE days IS NULL OR days > :days ORDER BY days IS NOT NULL, days DESC, kind, target
