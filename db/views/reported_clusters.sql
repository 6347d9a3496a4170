-- Every listed artifact of known status, with its cluster, for intervals: artifacts of one owner at GitHub (including
-- GitHub Pages), the Hub or a forge, or else of one host, are likely to be lost together. counted, year and state as in
-- `reported`.
CREATE VIEW reported_clusters AS
WITH known AS (
    SELECT
        a.kind, a.target, a.whose, substr(a.published, 1, 4) AS year,
        CASE WHEN c.availability = 'available' AND c.identity = 'reused' THEN 'reused' ELSE c.availability END AS state,
        whose = 'own' AS counted
    -- In the order of the table: by its index it would be read row by row from all over the file.
    FROM artifacts AS a NOT INDEXED CROSS JOIN conclusions AS c ON c.id = a.conclusion_id WHERE a.papers > 0
),
placed AS (
    SELECT
        *,
        lower(substr(target, 1, instr(target || '/', '/') - 1)) AS place,
        CASE WHEN kind = 'other_forge' THEN lower(substr(target, instr(target || '/', '/') + 1)) END AS rest
    FROM known WHERE state <> 'unknown'
)
SELECT
    kind, whose, year, state, counted,
    CASE
        WHEN kind IN ('github_repo', 'github_org', 'github_gist') THEN 'github.com/' || place
        WHEN kind = 'github_pages' THEN 'github.com/' || substr(place, 1, instr(place || '.', '.') - 1)
        WHEN kind = 'other_forge' THEN place || '/' || substr(rest, 1, instr(rest || '/', '/') - 1)
        WHEN kind LIKE 'hf%' THEN 'huggingface.co/' || place
        ELSE place
    END AS cluster
FROM placed
