-- What a reader of each listed paper can expect of its links. Counts are of distinct artifacts.
-- ok: all that is known is available. degraded: some is not. broken: none is. unknown: nothing is known.
-- What is unknown is left out as long as anything else is known.
CREATE VIEW paper_status AS
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
FROM papers
WHERE listed
