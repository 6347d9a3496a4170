-- The ledger of promises: papers that promise something and print no link, and links that were empty at the first look
WITH words AS (
    SELECT c.paper_id, min(c.id) AS id FROM claims AS c WHERE c.claim = 'promised' GROUP BY c.paper_id
),
in_words AS (
    SELECT p.id AS paper_id, p.title, p.published, NULL AS artifact_id, c.at AS first_at, (
        SELECT n.at FROM claims AS n WHERE n.paper_id = p.id AND n.id > c.id AND n.claim = 'linked' ORDER BY n.id LIMIT 1
    ) AS kept_at
    FROM words AS w JOIN claims AS c ON c.id = w.id JOIN paper_status AS s ON s.paper_id = w.paper_id
    JOIN papers AS p ON p.id = w.paper_id
),
hollow AS (
    SELECT v.artifact_id, min(v.id) AS id FROM verdicts AS v JOIN reported AS r ON r.artifact_id = v.artifact_id
    WHERE r.counted AND v.availability IN ('empty', 'placeholder') GROUP BY v.artifact_id
),
in_place AS (
    SELECT p.id AS paper_id, p.title, p.published, h.artifact_id, v.at AS first_at, (
        SELECT n.at FROM verdicts AS n WHERE n.artifact_id = h.artifact_id AND n.id > h.id
        AND n.availability = 'available' ORDER BY n.id LIMIT 1
    ) AS kept_at
    FROM hollow AS h JOIN verdicts AS v ON v.id = h.id JOIN papers AS p ON p.id = (
        SELECT l.paper_id FROM links AS l JOIN papers AS x ON x.id = l.paper_id AND x.last_run = l.last_run AND x.listed
        WHERE l.artifact_id = h.artifact_id ORDER BY x.published = '', x.published, x.id LIMIT 1
    )
    -- What held content before, and lost it, is no promise.
    WHERE NOT EXISTS (
        SELECT 1 FROM verdicts AS b WHERE b.artifact_id = h.artifact_id AND b.id < h.id AND b.availability = 'available')
)
SELECT * FROM in_words
UNION ALL SELECT * FROM in_place WHERE paper_id NOT IN (SELECT paper_id FROM in_words)
ORDER BY first_at, paper_id
