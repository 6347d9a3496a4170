-- Links that do not work as printed while the artifact is there under another form of the address
-- For example without www., without the slash at the end, or over another scheme.
-- asked by: an author or a publisher who corrects addresses (reprolinks fix does it in files)
-- column: printed: The printed address that does not work.
-- column: works_as: A form of it that works and that no paper prints; empty where another printed form works.
SELECT p.id AS paper_id, p.title, f.value AS printed, s.works_as, s.kind, s.target, s.checked_at
FROM artifact_status AS s, json_each(s.broken_forms) AS f
JOIN links AS l ON l.artifact_id = s.artifact_id AND l.printed = f.value
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE s.works_as <> '' OR s.availability NOT IN ('gone', 'blocked', 'unknown')
GROUP BY p.id, f.value ORDER BY p.title, f.value
