-- Papers with links by year of publication and what became of them
SELECT
    substr(published, 1, 4) AS year,
    count(*) AS papers_with_links,
    count(*) FILTER (WHERE status = 'ok') AS ok,
    count(*) FILTER (WHERE status = 'degraded') AS degraded,
    count(*) FILTER (WHERE status = 'broken') AS broken,
    count(*) FILTER (WHERE status = 'unknown') AS unknown
FROM paper_status WHERE links > 0 GROUP BY 1 ORDER BY 1
