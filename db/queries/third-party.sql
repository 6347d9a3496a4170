-- Tools, models and data sets of others that papers use, the most used first
-- asked by: a developer who wants to know who builds on the work, or a funder
-- column: used_by: How many papers say that they use it.
SELECT s.kind, s.target, count(DISTINCT p.id) AS used_by, s.availability, s.maintenance, s.license
FROM links AS l
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
JOIN artifact_status AS s ON s.artifact_id = l.artifact_id
WHERE l.ownership = 'third_party' GROUP BY s.artifact_id ORDER BY used_by DESC, s.kind, s.target
