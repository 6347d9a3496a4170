-- Maintenance by the policy of the run and by every policy: how many usable artifacts are active, of those that could
-- be judged

SELECT 'default' AS policy, coalesce(sum(artifacts) FILTER (WHERE maintenance = 'active'), 0) AS active,
    coalesce(sum(artifacts) FILTER (WHERE maintenance <> 'unknown'), 0) AS judged
FROM reported_counts WHERE counted AND usable
UNION ALL
SELECT p.key, coalesce(sum(r.artifacts) FILTER (WHERE p.value = 'active'), 0),
    coalesce(sum(r.artifacts) FILTER (WHERE p.value <> 'unknown'), 0)
FROM (SELECT policies, sum(artifacts) AS artifacts FROM reported_counts WHERE counted AND usable GROUP BY policies) AS r,
    json_each(r.policies) AS p
GROUP BY p.key
