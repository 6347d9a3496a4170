-- What was lost since a date, the newest first, with the papers that link to it
-- Losses that are over are among them; closed_at says when it was there again.
-- asked by: a maintainer who was away
-- parameter: since DATE = 1970-01-01: A date or moment (UTC), e.g. 2026-10-01.
-- column: papers: How many papers link to it.
-- column: named_by: The title of one of these.
SELECT i.opened_at, a.kind, a.target, i.last_good_at, i.confirmed_at, i.closed_at,
    count(DISTINCT p.id) AS papers, min(p.title) AS named_by
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
JOIN links AS l ON l.artifact_id = a.id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
WHERE i.opened_at >= :since GROUP BY i.id ORDER BY i.opened_at DESC, a.kind, a.target
