-- Papers with links by venue and what became of them
-- A venue is what the source of a paper says; papers without one stand under an empty venue.
-- asked by: a chair who compares conferences, or a librarian
-- column: papers_with_links: How many papers of the venue link to anything.
-- column: ok: Papers all of whose known artifacts are available.
-- column: degraded: Papers some of whose artifacts are not available.
-- column: broken: Papers none of whose known artifacts is available.
-- column: unknown: Papers of whose artifacts nothing is known.
SELECT
    p.venue,
    count(*) AS papers_with_links,
    count(*) FILTER (WHERE s.status = 'ok') AS ok,
    count(*) FILTER (WHERE s.status = 'degraded') AS degraded,
    count(*) FILTER (WHERE s.status = 'broken') AS broken,
    count(*) FILTER (WHERE s.status = 'unknown') AS unknown
FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id
WHERE s.links > 0 GROUP BY p.venue ORDER BY papers_with_links DESC, p.venue
