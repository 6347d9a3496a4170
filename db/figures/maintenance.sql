-- Maintenance by the rule of the run and by each rule: of those there, how many are active, of those judged
SELECT 'default' AS policy, count(*) FILTER (WHERE maintenance = 'active') AS active,
    count(*) FILTER (WHERE maintenance <> 'unknown') AS judged
FROM reported WHERE counted AND usable
UNION ALL
SELECT p.key, count(*) FILTER (WHERE p.value = 'active'), count(*) FILTER (WHERE p.value <> 'unknown')
FROM reported AS r JOIN verdicts AS v ON v.id = r.verdict_id, json_each(v.policies) AS p
WHERE r.counted AND r.usable GROUP BY p.key
