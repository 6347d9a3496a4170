-- Losses that were there again at a later look, and how many of them had been seen once only
SELECT count(*) AS closed, count(*) FILTER (WHERE i.confirmed_at IS NULL) AS seen_once
FROM incidents AS i JOIN reported AS r ON r.artifact_id = i.artifact_id WHERE r.counted AND i.closed_at IS NOT NULL
