-- Every artifact with its newest verdict and the papers that name it, by number
SELECT
    r.*, v.at AS judged_at, v.rule, v.last_activity_at, v.archived_at, coalesce(v.license, '') AS license,
    coalesce(v.ticks, '{}') AS ticks, coalesce(v.policies, '{}') AS policies,
    i.id AS incident, i.opened_at, i.confirmed_at,
    (
        SELECT json_group_array(id) FROM (
            SELECT DISTINCT p.id FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
            WHERE l.artifact_id = r.artifact_id ORDER BY p.id
        )
    ) AS named_by
FROM reported AS r
LEFT JOIN verdicts AS v ON v.id = r.verdict_id
LEFT JOIN incidents AS i ON i.artifact_id = r.artifact_id AND i.axis = 'availability' AND i.closed_at IS NULL
ORDER BY r.artifact_id
