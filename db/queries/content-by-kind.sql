-- What repositories, models and data sets hold, by kind: the content ladder
-- Of what is there; unknown means that the files were not seen.
-- asked by: a researcher who looks beyond whether a link opens
-- column: artifacts: How many artifacts of the kind stand on that step.
SELECT kind, content, count(*) AS artifacts FROM artifact_status
WHERE availability NOT IN ('gone', 'blocked', 'unknown') GROUP BY kind, content
ORDER BY kind, CASE content WHEN 'empty' THEN 0 WHEN 'readme_only' THEN 1 WHEN 'placeholder' THEN 2 WHEN 'data_only' THEN 3
    WHEN 'code' THEN 4 WHEN 'code_with_dependencies' THEN 5 WHEN 'runnable' THEN 6 ELSE 7 END
