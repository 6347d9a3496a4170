-- The papers that link to one artifact, and where they say so
-- asked by: a developer who wants to know who uses the work
-- parameter: target TEXT: The artifact's name, e.g. owner/name, or its address, in any case.
SELECT p.id AS paper_id, p.title, p.published, l.raw, l.ownership, l.evidence
FROM artifacts AS a
JOIN links AS l ON l.artifact_id = a.id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE :target COLLATE NOCASE IN (a.target, a.url) ORDER BY p.published, p.id, l.field, l.start_offset
