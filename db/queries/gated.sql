-- What exists behind a gate, a login or a request, and which papers need it
-- asked by: a reader who has to ask for access before an experiment
SELECT s.kind, s.target, s.reason, s.license, s.papers, min(p.title) AS title, s.checked_at
FROM artifact_status AS s
JOIN links AS l ON l.artifact_id = s.artifact_id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE s.availability = 'restricted' GROUP BY s.artifact_id ORDER BY s.papers DESC, s.target
