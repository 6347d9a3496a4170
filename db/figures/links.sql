-- The links of every paper, by paper: its first mention of each artifact, and whether it is broken as printed
SELECT
    p.id AS paper_id, l.artifact_id, l.raw, l.ownership,
    l.reading > 0 OR c.broken AND EXISTS (
        SELECT 1 FROM verdicts AS v, json_each(v.broken_forms) AS b WHERE v.id = a.verdict_id AND b.value = l.printed
    ) AS misprinted,
    iif(l.line > 0, l.line, p.line) AS line, l.line_column AS "column"
FROM (
    SELECT paper_id, artifact_id, raw, printed, last_run, ownership, reading, line, line_column, min(start_offset)
    FROM links GROUP BY paper_id, artifact_id, last_run
) AS l
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
JOIN artifacts AS a ON a.id = l.artifact_id AND a.papers > 0
JOIN conclusions AS c ON c.id = a.conclusion_id
ORDER BY p.id, a.kind, a.target
