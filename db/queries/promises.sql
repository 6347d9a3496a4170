-- The promise ledger: what was promised or claimed without a link when, and fulfilled when and by what, or open since
-- A promise is a sentence without a link, or a repository that is linked while it holds nothing.
-- asked by: a chair or a journalist who looks back at what was said
-- column: promise: What was said: promised or released without a link, or placeholder.
-- column: promised_at: When it was first read or seen.
-- column: evidence: The sentence, or the repository that held nothing.
-- column: state: open or kept.
-- column: kept_at: When it was kept.
-- column: kept_by: What kept it.
-- column: days: Days from the promise until it was kept, or until the newest run.
WITH open AS (
    SELECT c.*, (
        SELECT min(n.id) FROM claims AS n WHERE n.paper_id = c.paper_id AND n.id > c.id AND n.claim = 'linked'
    ) AS kept
    FROM claims AS c
    WHERE c.claim IN ('promised', 'released') AND c.id = (
        SELECT min(f.id) FROM claims AS f WHERE f.paper_id = c.paper_id AND f.claim IN ('promised', 'released')
        AND f.id > coalesce((SELECT max(l.id) FROM claims AS l
            WHERE l.paper_id = c.paper_id AND l.claim = 'linked' AND l.id < c.id), 0)
    )
),
-- A repository that was linked while it held nothing is a promise too: kept when it holds code.
hollow AS (
    SELECT v.artifact_id, v.at, (
        SELECT min(n.id) FROM verdicts AS n
        WHERE n.artifact_id = v.artifact_id AND n.id > v.id AND n.availability = 'available'
    ) AS kept
    FROM verdicts AS v
    WHERE v.availability IN ('empty', 'placeholder') AND v.id = (
        SELECT min(f.id) FROM verdicts AS f
        WHERE f.artifact_id = v.artifact_id AND f.availability IN ('empty', 'placeholder')
    )
)
SELECT
    p.id AS paper_id, p.title, p.published, o.claim AS promise, o.at AS promised_at, o.evidence,
    CASE WHEN o.kept IS NULL THEN 'open' ELSE 'kept' END AS state, k.at AS kept_at,
    CASE WHEN o.kept IS NOT NULL THEN (
        SELECT group_concat(target, ' ') FROM (
            SELECT DISTINCT l.target FROM links AS l WHERE l.paper_id = p.id ORDER BY l.id)
    ) END AS kept_by,
    CAST(julianday(coalesce(k.at, (SELECT max(started_at) FROM runs))) - julianday(o.at) AS INTEGER) AS days
FROM open AS o JOIN papers AS p ON p.id = o.paper_id LEFT JOIN claims AS k ON k.id = o.kept
WHERE p.listed
UNION ALL
SELECT DISTINCT
    p.id, p.title, p.published, 'placeholder', h.at, a.target,
    CASE WHEN h.kept IS NULL THEN 'open' ELSE 'kept' END, k.at,
    CASE WHEN h.kept IS NOT NULL THEN a.target END,
    CAST(julianday(coalesce(k.at, (SELECT max(started_at) FROM runs))) - julianday(h.at) AS INTEGER)
FROM hollow AS h JOIN artifacts AS a ON a.id = h.artifact_id
JOIN links AS l ON l.artifact_id = a.id
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
LEFT JOIN verdicts AS k ON k.id = h.kept
ORDER BY state DESC, promised_at, paper_id
