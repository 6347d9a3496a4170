-- What a reader of each paper can expect of its links. Counts are of distinct artifacts.
-- ok: all that is known is available. degraded: some is not. broken: none is. unknown: nothing is known.
-- What is unknown is left out as long as anything else is known.
CREATE VIEW paper_status AS
WITH counted AS (
    SELECT
        p.id, p.title, p.published, p.source, p.claim, p.claim_evidence,
        count(DISTINCT s.artifact_id) AS links,
        count(DISTINCT s.artifact_id) FILTER (WHERE s.availability = 'available') AS available,
        count(DISTINCT s.artifact_id) FILTER (WHERE s.availability = 'unknown') AS unknown
    FROM papers AS p
    LEFT JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    LEFT JOIN (
        SELECT a.id AS artifact_id, coalesce(v.availability, 'unknown') AS availability
        FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id
    ) AS s ON s.artifact_id = l.artifact_id
    WHERE p.listed
    GROUP BY p.id
)
SELECT
    id AS paper_id,
    title,
    published,
    source,
    claim,
    CASE
        WHEN links = 0 AND claim IN ('released', 'linked') THEN 'claimed_without_link'
        WHEN links = 0 AND claim = 'promised' THEN 'promised_without_link'
        WHEN links = 0 THEN 'no_link'
        WHEN unknown = links THEN 'unknown'
        WHEN available + unknown = links THEN 'ok'
        WHEN available > 0 THEN 'degraded'
        ELSE 'broken'
    END AS status,
    links,
    available,
    links - available - unknown AS unavailable,
    unknown,
    claim_evidence
FROM counted
