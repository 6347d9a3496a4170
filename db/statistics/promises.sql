-- Promises: papers that promise artifacts in words, and own links that were empty when they were first known.
-- first_at: when the promise was first read, or the link first seen empty. kept_at: when it was first seen with a
-- link, or with content; null: still open, as of open_at.
WITH words AS (
    SELECT c.paper_id, min(c.id) AS id FROM claims AS c WHERE c.claim = 'promised' GROUP BY c.paper_id
),
in_words AS (
    SELECT p.id AS paper_id, 'in words' AS how, p.published, c.at AS first_at,
        (
            SELECT n.at FROM claims AS n WHERE n.paper_id = p.id AND n.id > c.id AND n.claim = 'linked'
            ORDER BY n.id LIMIT 1
        ) AS kept_at,
        (SELECT r.started_at FROM runs AS r WHERE r.id = p.last_run) AS open_at
    FROM words AS w JOIN claims AS c ON c.id = w.id JOIN papers AS p ON p.id = w.paper_id
    WHERE p.listed AND c.id = (SELECT min(f.id) FROM claims AS f WHERE f.paper_id = p.id)
),
known AS (
    SELECT v.artifact_id, min(v.id) AS id FROM verdicts AS v WHERE v.availability <> 'unknown' GROUP BY v.artifact_id
),
in_place AS (
    SELECT
        (
            SELECT p.id FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
            WHERE l.artifact_id = v.artifact_id AND l.ownership = 'own'
            ORDER BY p.published = '', p.published, p.id LIMIT 1
        ) AS paper_id,
        v.at AS first_at,
        (
            SELECT n.at FROM verdicts AS n WHERE n.artifact_id = v.artifact_id AND n.id > v.id
            AND n.availability = 'available' ORDER BY n.id LIMIT 1
        ) AS kept_at,
        a.checked_at AS open_at
    FROM known AS k JOIN verdicts AS v ON v.id = k.id JOIN artifacts AS a ON a.id = v.artifact_id
    WHERE v.availability IN ('empty', 'placeholder')
)
SELECT paper_id, how, published, first_at, kept_at, open_at FROM in_words
UNION ALL
SELECT o.paper_id, 'in place', p.published, o.first_at, o.kept_at, o.open_at
FROM in_place AS o JOIN papers AS p ON p.id = o.paper_id
ORDER BY first_at, paper_id
