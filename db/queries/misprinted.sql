-- Links that work only when they are read differently than printed: a blank or a glued word broke them
-- Typesetting broke the address; the paper should be corrected.
-- asked by: a publisher or an author
-- column: printed: The exact text.
-- column: works_as: The artifact that the text means and that exists.
SELECT p.id AS paper_id, p.title, l.raw AS printed, s.kind, s.target AS works_as, s.availability
FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
JOIN artifact_status AS s ON s.artifact_id = l.artifact_id
WHERE l.reading > 0
ORDER BY p.title, l.start_offset
