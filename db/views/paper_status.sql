-- The status of each listed paper's links. Counts are of distinct artifacts.
-- ok: all artifacts whose status is known are available. degraded: some are not. broken: none is. unknown: no status is
-- known. Artifacts of unknown status are left out as long as that of another one is known.
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
