-- Artifacts by year, kind, host, owner, venue and source of the papers that name them, and their state: an artifact counts
-- once in each group
WITH placed AS (
    SELECT DISTINCT
        r.artifact_id, r.year, r.kind, r.state, lower(r.target) AS name,
        lower(substr(r.url, instr(r.url, '//') + 2)) AS place, p.venue, s.source
    FROM reported AS r
    JOIN links AS l ON l.artifact_id = r.artifact_id
    JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    JOIN listings AS s ON s.paper_id = p.id
    WHERE r.counted AND (r.whose <> 'own' OR l.ownership = 'own')
),
hosted AS (
    SELECT *, substr(place, 1, instr(place || '/', '/') - 1) AS host FROM placed
)
SELECT
    year, kind, host, venue, source,
    CASE
        WHEN kind LIKE 'github%' OR kind LIKE 'hf%' THEN substr(name, 1, instr(name || '/', '/') - 1)
        WHEN kind = 'other_forge' THEN substr(name, 1, instr(name, '/') + instr(substr(name, instr(name, '/') + 1) || '/', '/') - 1)
        ELSE host
    END AS owner,
    state, artifact_id
FROM hosted ORDER BY 1, 2, 3, 4, 5, 6, artifact_id
