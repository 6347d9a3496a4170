-- Availability rate by the age of the oldest paper that links to an artifact, in whole years
-- Ages are those at the newest run. Artifacts that no paper with a date links to are left out.
-- asked by: a researcher who compares with published figures on link rot
-- column: years: The age in whole years.
-- column: artifacts: How many artifacts of that age listed papers link to.
-- column: known: How many of these could be looked at.
-- column: available: How many of these are available.
-- column: percent_of_known: The share of the available among the known, in per cent.
-- column: unknown: How many could not be looked at; they are in no share.
WITH named AS (
    SELECT l.artifact_id, min(p.published) AS published
    FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    WHERE p.listed AND p.published <> '' GROUP BY l.artifact_id
),
aged AS (
    SELECT
        CAST(max(0, julianday((SELECT max(started_at) FROM runs))
            - julianday(substr(n.published || '-01-01', 1, 10))) / 365.25 AS INTEGER) AS years,
        coalesce(v.availability, 'unknown') AS availability
    FROM named AS n JOIN artifacts AS a ON a.id = n.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id
)
SELECT
    years,
    count(*) AS artifacts,
    count(*) FILTER (WHERE availability <> 'unknown') AS known,
    count(*) FILTER (WHERE availability = 'available') AS available,
    round(100.0 * count(*) FILTER (WHERE availability = 'available')
        / nullif(count(*) FILTER (WHERE availability <> 'unknown'), 0), 1) AS percent_of_known,
    count(*) FILTER (WHERE availability = 'unknown') AS unknown
FROM aged GROUP BY years ORDER BY years
