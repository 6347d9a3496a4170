-- Tools, models and data sets of others that papers use and that are lost
-- The papers' authors can't mend these; a reader needs another source.
-- asked by: a reader who wants to repeat an experiment
SELECT p.id AS paper_id, p.title, s.kind, s.target, s.availability, s.reason, s.confirmed, l.evidence
FROM artifact_status AS s
JOIN links AS l ON l.artifact_id = s.artifact_id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE s.availability IN ('gone', 'blocked') AND l.ownership = 'third_party'
GROUP BY p.id, s.artifact_id ORDER BY s.target, p.title
