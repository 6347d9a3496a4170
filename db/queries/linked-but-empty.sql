-- Papers that link to their own artifact while it holds nothing: empty, or only a README
-- One row for each such link of a paper, so that its authors can be asked.
-- asked by: a chair of reproducibility before a conference
SELECT p.id AS paper_id, p.title, p.published, s.kind, s.target, s.availability, s.reason, s.checked_at
FROM artifact_status AS s
JOIN links AS l ON l.artifact_id = s.artifact_id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE s.availability IN ('empty', 'placeholder') AND l.ownership <> 'third_party'
GROUP BY p.id, s.artifact_id ORDER BY p.published, p.title, s.target
