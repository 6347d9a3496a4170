-- Papers whose own code, model or data is lost: whom to write to
-- One row for each lost artifact of each paper, with the moment at which it was last there and any copy.
-- asked by: a chair who mails authors
-- column: copy: The address of a copy in an archive; empty where none is known.
SELECT p.id AS paper_id, p.title, p.published, s.kind, s.target, s.availability, s.reason, s.confirmed, i.opened_at, i.last_good_at,
    coalesce(nullif(c.software_heritage_url, ''), c.wayback_url, '') AS copy
FROM artifact_status AS s
JOIN links AS l ON l.artifact_id = s.artifact_id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
LEFT JOIN incidents AS i ON i.artifact_id = s.artifact_id AND i.closed_at IS NULL
LEFT JOIN archive_status AS c ON c.artifact_id = s.artifact_id
WHERE s.availability IN ('gone', 'blocked') AND l.ownership = 'own'
GROUP BY p.id, s.artifact_id ORDER BY p.title, s.target
