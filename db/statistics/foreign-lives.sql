-- The lives of the addresses that a foreign witness checked, in the form of db/statistics/lives.sql. An address is absent
-- where its status shows so (404, 410), or with :answered where it did not answer. Without a date of its paper, the age
-- counts from the first check.
WITH checks AS (
    SELECT
        c.link_id, c.at,
        CASE WHEN :answered THEN CASE c.answered WHEN 1 THEN 'present' ELSE 'absent' END ELSE c.outcome END AS outcome
    FROM foreign_checks AS c JOIN foreign_links AS l ON l.id = c.link_id
    JOIN foreign_witnesses AS w ON w.id = l.witness_id
    WHERE w.name = :witness
),
seen AS (
    SELECT link_id, min(at) AS first_at, max(CASE outcome WHEN 'present' THEN at END) AS present_at
    FROM checks GROUP BY link_id
),
ended AS (
    SELECT s.link_id, s.first_at, s.present_at, (
        SELECT min(c.at) FROM checks AS c
        WHERE c.link_id = s.link_id AND c.outcome = 'absent' AND c.at > coalesce(s.present_at, -1e18)
    ) AS absent_at
    FROM seen AS s
),
dated AS (
    SELECT
        l.id, l.kind, l.target, e.present_at / 86400.0 + 2440587.5 AS alive, e.absent_at / 86400.0 + 2440587.5 AS lost,
        coalesce(
            julianday(CASE length(l.published)
                WHEN 4 THEN l.published || '-07-01' WHEN 7 THEN l.published || '-15' ELSE substr(l.published, 1, 10)
            END),
            e.first_at / 86400.0 + 2440587.5
        ) AS born
    FROM ended AS e JOIN foreign_links AS l ON l.id = e.link_id
)
SELECT
    id AS artifact_id, kind, target,
    0 AS entry,
    CAST(round(max(alive - born, 0) / 30.4375) AS INTEGER) AS last_alive,
    CAST(round(max(lost - born, 0) / 30.4375) AS INTEGER) AS lost,
    coalesce(alive IS NULL AND lost - born < 30, 0) AS never_there,
    1 AS confirmed,
    0 AS blocked
FROM dated
