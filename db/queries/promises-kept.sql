-- Repositories that held nothing when they were first checked and hold content now
-- asked by: a chair who thanks the authors
-- column: empty_at: When it was first seen to hold nothing.
-- column: filled_at: When it was first seen to hold content.
SELECT a.kind, a.target, min(e.at) AS empty_at, (
    SELECT min(f.at) FROM verdicts AS f WHERE f.artifact_id = a.id AND f.availability = 'available' AND f.id > min(e.id)
) AS filled_at
FROM verdicts AS e
JOIN artifacts AS a ON a.id = e.artifact_id
JOIN verdicts AS v ON v.id = a.verdict_id AND v.availability = 'available'
WHERE e.availability IN ('empty', 'placeholder')
    AND EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = a.id)
GROUP BY a.id ORDER BY filled_at DESC, a.target
