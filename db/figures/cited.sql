-- The papers that name artifacts :ids, at most three for each, the oldest first
SELECT * FROM (
    SELECT l.artifact_id, p.id AS paper_id, p.title, p.published, p.claim, p.authors, row_number() OVER (
        PARTITION BY l.artifact_id ORDER BY max(l.ownership = 'own') DESC, nullif(p.published, '') IS NULL, p.published, p.id
    ) AS place
    FROM json_each(:ids) AS one
    JOIN links AS l ON l.artifact_id = one.value
    JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    GROUP BY l.artifact_id, p.id
) WHERE place <= 3 ORDER BY artifact_id, place
