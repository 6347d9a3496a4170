-- Papers that promised a release longer than so many days ago and still print no link
-- Days count from publication, or from the first reading where the paper has no date, to the newest run.
-- asked by: a chair or a reader who waits for the code
-- parameter: days INTEGER = 90: Only promises that are older than so many days.
-- column: days: How many days old the promise is.
SELECT * FROM (
    SELECT
        s.paper_id, s.title, s.published, s.claim_evidence,
        CAST(julianday((SELECT max(started_at) FROM runs)) - julianday(coalesce(
            nullif(substr(s.published || CASE length(s.published) WHEN 0 THEN '' WHEN 4 THEN '-12-31' WHEN 7 THEN '-28'
                ELSE '' END, 1, 10), ''),
            (SELECT min(c.at) FROM claims AS c WHERE c.paper_id = s.paper_id AND c.claim = 'promised')
        )) AS INTEGER) AS days
    FROM paper_status AS s WHERE s.status = 'promised_without_link'
)
WHERE days > :days ORDER BY days DESC, paper_id
