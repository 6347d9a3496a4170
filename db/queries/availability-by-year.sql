-- Papers with links by year of publication and what became of them
-- Shows whether older papers fare worse; papers without a date stand under an empty year.
-- asked by: a researcher who studies link rot
-- column: year: The year of publication.
-- column: papers_with_links: How many papers of that year link to anything.
-- column: ok: Papers all of whose known artifacts are available.
-- column: degraded: Papers some of whose artifacts are not available.
-- column: broken: Papers none of whose known artifacts is available.
-- column: unknown: Papers of whose artifacts nothing is known.
SELECT
    substr(published, 1, 4) AS year,
    count(*) AS papers_with_links,
    count(*) FILTER (WHERE status = 'ok') AS ok,
    count(*) FILTER (WHERE status = 'degraded') AS degraded,
    count(*) FILTER (WHERE status = 'broken') AS broken,
    count(*) FILTER (WHERE status = 'unknown') AS unknown
FROM paper_status WHERE links > 0 GROUP BY 1 ORDER BY 1
