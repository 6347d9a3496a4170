-- The life of each artifact that papers link to as their own. Ages are in whole months since the earliest of these papers
-- (1 July for a year alone, the 15th day for a month; 0 before the paper).
-- entry: the age from which it is under observation: 0; or the age at which it was first listed, where all sources that
-- list it drop what is lost. last_alive: the last age at which it was found; null: never. lost: the age at which its
-- present absence was first seen; null: it is not absent. An absence that has ended does not count, and an unknown status
-- neither begins nor ends one. never_there: lost at the first check, less than 30 days after the paper.
WITH alive_only AS (
    SELECT s.key AS source
    FROM (
        SELECT r.options FROM runs AS r WHERE json_type(r.options, '$.sources') = 'object' ORDER BY r.id DESC LIMIT 1
    ) AS newest, json_each(newest.options, '$.sources') AS s
    WHERE json_extract(s.value, '$.lists') = 'alive'
),
dated AS (
    SELECT
        p.id, p.last_run,
        julianday(CASE length(p.published)
            WHEN 4 THEN p.published || '-07-01' WHEN 7 THEN p.published || '-15' ELSE substr(p.published, 1, 10)
        END) AS born,
        NOT EXISTS (SELECT 1 FROM alive_only) OR EXISTS (
            SELECT 1 FROM listings AS z WHERE z.paper_id = p.id AND NOT EXISTS (
                SELECT 1 FROM alive_only AS o WHERE z.source = o.source
                OR substr(z.source, 1, length(rtrim(o.source, '/')) + 1) = rtrim(o.source, '/') || '/'
            )
        ) AS records_losses
    FROM papers AS p
    WHERE p.listed AND p.published <> '' AND (:source IS NULL OR EXISTS (
        SELECT 1 FROM listings AS z WHERE z.paper_id = p.id AND (z.source = :source
        OR substr(z.source, 1, length(rtrim(:source, '/')) + 1) = rtrim(:source, '/') || '/')
    ))
),
own AS (
    SELECT l.artifact_id, min(d.born) AS born, max(d.records_losses) AS records_losses
    FROM dated AS d JOIN links AS l ON l.paper_id = d.id AND l.last_run = d.last_run
    WHERE l.ownership = 'own' AND d.born IS NOT NULL
    GROUP BY l.artifact_id
),
seen AS (
    SELECT
        a.id AS artifact_id, a.kind, a.target, o.born,
        CASE WHEN o.records_losses THEN o.born ELSE julianday(a.first_seen_at) END AS entered,
        -- Without a loss that stands, whatever was known of it last was that it is there.
        julianday(CASE WHEN i.id IS NULL THEN a.checked_at ELSE i.last_good_at END) AS alive,
        julianday(i.opened_at) AS lost,
        i.confirmed_at IS NOT NULL AS confirmed,
        iif(v.availability = 'unknown', v.known, v.availability) = 'blocked' AS blocked
    FROM own AS o
    JOIN artifacts AS a ON a.id = o.artifact_id
    LEFT JOIN verdicts AS v ON v.id = a.verdict_id
    LEFT JOIN incidents AS i ON i.artifact_id = a.id AND i.axis = 'availability' AND i.closed_at IS NULL
)
SELECT
    artifact_id, kind, target,
    CAST(round(max(entered - born, 0) / 30.4375) AS INTEGER) AS entry,
    CAST(round(max(alive - born, 0) / 30.4375) AS INTEGER) AS last_alive,
    CAST(round(max(lost - born, 0) / 30.4375) AS INTEGER) AS lost,
    alive IS NULL AND lost - born < 30 AND entered = born AS never_there,
    confirmed,
    coalesce(blocked, 0) AS blocked
FROM seen
