-- The number of owners and hosts by how many of their known links are usable, or still there: for intervals that allow
-- for clusters
WITH sizes AS MATERIALIZED (
    SELECT
        sum(counted) AS links,
        sum(counted AND state = 'available') AS usable,
        sum(counted AND state NOT IN ('gone', 'blocked')) AS there,
        sum(whose = 'third_party') AS third_links,
        sum(whose = 'third_party' AND state = 'available') AS third_usable
    FROM reported_clusters GROUP BY cluster
)
SELECT 'usable' AS share, usable AS hits, links, count(*) AS clusters FROM sizes WHERE links > 0 GROUP BY 2, 3
UNION ALL
SELECT 'there', there, links, count(*) FROM sizes WHERE links > 0 GROUP BY 2, 3
UNION ALL
SELECT 'third_party', third_usable, third_links, count(*) FROM sizes WHERE third_links > 0 GROUP BY 2, 3
