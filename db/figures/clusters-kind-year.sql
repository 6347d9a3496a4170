-- The number of owners and hosts by how many of their known links are still there, and by kind and year: for intervals
-- that allow for clusters. The year :older and those before it are one. Kind '*' is all kinds, year '*' all years
WITH cells AS MATERIALIZED (
    SELECT
        cluster, kind, CASE
            WHEN year NOT GLOB '[0-9][0-9][0-9][0-9]' THEN '' WHEN year <= :older THEN :older ELSE year
        END AS year,
        sum(state NOT IN ('gone', 'blocked')) AS there, count(*) AS links
    FROM reported_clusters WHERE counted GROUP BY 1, 2, 3
),
kinds AS MATERIALIZED (SELECT cluster, kind, sum(there) AS there, sum(links) AS links FROM cells GROUP BY 1, 2),
years AS MATERIALIZED (SELECT cluster, year, sum(there) AS there, sum(links) AS links FROM cells GROUP BY 1, 2),
alls AS MATERIALIZED (SELECT sum(there) AS there, sum(links) AS links FROM kinds GROUP BY cluster)
SELECT kind, year, there AS hits, links, count(*) AS clusters FROM cells GROUP BY 1, 2, 3, 4
UNION ALL
SELECT kind, '*', there, links, count(*) FROM kinds GROUP BY 1, 3, 4
UNION ALL
SELECT '*', year, there, links, count(*) FROM years GROUP BY 2, 3, 4
UNION ALL
SELECT '*', '*', there, links, count(*) FROM alls GROUP BY 3, 4
