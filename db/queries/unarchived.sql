-- Artifacts of which no archive has a copy, those that are lost already first
-- Of what is there, a copy can still be asked for: reprolinks archive.
-- asked by: an archivist or a librarian
-- column: preservation: vulnerable (there, no copy), unrecoverable (lost, no copy), page_only (a lost repository of which only a page is left).
SELECT c.kind, c.target, c.availability, c.preservation, (
    SELECT count(DISTINCT l.paper_id) FROM links AS l
    JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    WHERE l.artifact_id = c.artifact_id
) AS papers
FROM archive_status AS c
WHERE c.preservation IN ('vulnerable', 'unrecoverable', 'page_only')
ORDER BY c.preservation = 'vulnerable', papers DESC, c.kind, c.target
