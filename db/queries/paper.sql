-- Everything that one paper links to, and what is known of it
-- asked by: an author who checks the own paper
-- parameter: paper TEXT: The paper's id, e.g. 2402.00001 or a DOI.
SELECT p.title, l.raw, l.ownership, s.kind, s.target, s.availability, s.reason, s.confirmed, s.identity, s.resolved_target,
    s.maintenance, s.last_activity_at, s.content, s.license, s.checked_at
FROM papers AS p
JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
JOIN artifact_status AS s ON s.artifact_id = l.artifact_id
WHERE p.id = :paper ORDER BY l.field, l.start_offset
