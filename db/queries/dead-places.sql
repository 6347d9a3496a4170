-- Links to a branch or file that does not exist in an existing repository
-- The page of the repository opens, and the address that the paper prints does not. A renamed branch may be listed although
-- its link works, because GitHub redirects the old name, which is not requested.
-- asked by: an author who corrects links in a camera-ready version
-- column: printed: The address as the paper prints it.
-- column: repository: The repository that it leads into.
-- column: missing: The branch, tag or commit that does not exist, or the file as branch:path.
SELECT p.id AS paper_id, p.title, l.printed, a.kind, a.target AS repository, d.value AS missing, a.checked_at
FROM conclusions AS c
JOIN artifacts AS a ON a.conclusion_id = c.id AND a.papers > 0
JOIN verdicts AS v ON v.id = a.verdict_id, json_each(v.dead_places) AS d
JOIN links AS l ON l.artifact_id = a.id AND l.printed = d.key
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE c.broken
GROUP BY p.id, l.printed
ORDER BY a.target, p.title, l.printed
