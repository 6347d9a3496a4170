-- Own links that their authors can do something about: lost, not filled yet, or another repository today
SELECT
    p.id AS paper_id, p.title, p.published, p.authors,
    r.artifact_id, r.kind, r.target, r.url, r.state, r.reason, r.confirmed, r.since, r.last_good_at, r.copy,
    coalesce(nullif(l.printed, ''), r.url) AS printed, i.opened_at, i.confirmed_at, min(l.start_offset) AS first
FROM remarkable AS r
JOIN links AS l ON l.artifact_id = r.artifact_id AND l.ownership = 'own'
JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
LEFT JOIN incidents AS i ON i.artifact_id = r.artifact_id AND i.axis = 'availability' AND i.closed_at IS NULL
WHERE r.deed IN ('use_copy', 'ask', 'fill', 'distrust') AND r.ignored IS NULL
GROUP BY p.id, r.artifact_id ORDER BY p.id, r.target
