-- Time from the oldest paper that links to an artifact to the artifact's first loss, by year of that paper
-- Only artifacts that were lost at least once have a time, so that the median is that of losses only.
-- asked by: a researcher who studies link rot
-- column: year: The year of the oldest paper.
-- column: artifacts: How many artifacts papers of that year were the first to link to.
-- column: lost: How many of these were lost at least once.
-- column: shortest_days: Days to the first loss, the shortest.
-- column: median_days: Days to the first loss, the lower median.
-- column: longest_days: Days to the first loss, the longest.
WITH named AS (
    SELECT l.artifact_id, min(p.published) AS published
    FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    WHERE p.listed AND p.published <> '' GROUP BY l.artifact_id
),
lived AS (
    SELECT substr(n.published, 1, 4) AS year, (
        SELECT CAST(max(0, julianday(min(i.opened_at)) - julianday(substr(n.published || '-01-01', 1, 10))) AS INTEGER)
        FROM incidents AS i WHERE i.artifact_id = n.artifact_id
    ) AS days
    FROM named AS n
),
placed AS (
    SELECT year, days, row_number() OVER (PARTITION BY year ORDER BY days IS NULL, days) AS place,
        count(*) OVER (PARTITION BY year) AS artifacts, count(days) OVER (PARTITION BY year) AS lost
    FROM lived
)
SELECT year, artifacts, lost, min(days) AS shortest_days,
    max(days) FILTER (WHERE place = (lost + 1) / 2) AS median_days, max(days) AS longest_days
FROM placed GROUP BY year ORDER BY year
