-- Artifacts by year, kind, host and owner (the account at a forge or the Hub, else the host), and their state
WITH placed AS MATERIALIZED (
    SELECT year, kind, state, lower(target) AS name, lower(substr(url, instr(url, '//') + 2)) AS place
    FROM reported WHERE counted
),
hosted AS (
    SELECT *, substr(place, 1, instr(place || '/', '/') - 1) AS host FROM placed
)
SELECT
    year, kind, host, '' AS venue, '' AS source,
    CASE
        WHEN kind LIKE 'github%' OR kind LIKE 'hf%' THEN substr(name, 1, instr(name || '/', '/') - 1)
        WHEN kind = 'other_forge' THEN substr(name, 1, instr(name, '/') + instr(substr(name, instr(name, '/') + 1) || '/', '/') - 1)
        ELSE host
    END AS owner,
    state, count(*) AS artifacts
FROM hosted GROUP BY 1, 2, 3, 6, 7 ORDER BY 1, 2, 3, 6, 7
