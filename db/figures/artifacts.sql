-- All artifacts: what is to be done first, the newest first
SELECT r.* FROM reported AS r
ORDER BY
    CASE deed WHEN 'use_copy' THEN 0 WHEN 'ask' THEN 1 WHEN 'fill' THEN 2 WHEN 'distrust' THEN 3 WHEN 'update' THEN 4
        WHEN 'correct' THEN 5 WHEN 'restart' THEN 6 WHEN 'access' THEN 7 WHEN 'wait' THEN 8 WHEN 'young' THEN 9 ELSE 10 END,
    coalesce(since, known_at, '') DESC, target, artifact_id
LIMIT :rows
