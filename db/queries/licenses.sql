-- Licences of what is there
-- Code without a licence may be read and not be used.
-- asked by: a company's lawyer, or a librarian
-- column: artifacts: How many artifacts are under it.
SELECT CASE license WHEN '' THEN '(none told)' ELSE license END AS license, sum(artifacts) AS artifacts
FROM artifact_counts WHERE availability NOT IN ('gone', 'unknown') GROUP BY 1 ORDER BY artifacts DESC, 1
