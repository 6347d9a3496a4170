-- Links to a branch or file that is not there in a repository that lives
-- The repository is there, so that its page opens; what the paper points to does not.
-- asked by: an author who corrects links in a camera-ready version
-- column: printed: The address as the paper prints it.
-- column: repository: The repository that it leads into.
-- column: missing: The branch, tag or commit that is not there, or the file as branch:path.
SELECT p.id AS paper_id, p.title, l.printed, s.kind, s.target AS repository, d.value AS missing, s.checked_at
FROM artifact_status AS s, json_each(s.dead_places) AS d
JOIN links AS l ON l.artifact_id = s.artifact_id AND l.printed = d.key
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run
GROUP BY p.id, l.printed
ORDER BY s.target, p.title, l.printed
