-- Maintenance policies side by side: what each says, and how often two that both speak agree
-- The word maintained depends on the policy; this shows how much.
-- asked by: a researcher who chooses a definition of maintained
-- column: policy: The name of the policy.
-- column: active: How many artifacts it calls active.
-- column: inactive: How many it calls inactive.
-- column: archived: How many it calls archived.
-- column: unknown: How many it can say nothing of.
-- column: agrees_with: For every other policy: how often both say the same where both speak.
WITH grouped AS MATERIALIZED (
    SELECT policies, sum(artifacts) AS artifacts FROM artifact_counts
    WHERE availability NOT IN ('gone', 'unknown') GROUP BY policies
),
said AS MATERIALIZED (
    SELECT g.policies, g.artifacts, p.key AS policy, p.value AS value FROM grouped AS g, json_each(g.policies) AS p
),
pairs AS MATERIALIZED (
    SELECT a.policy, b.policy AS other, sum(a.artifacts) AS both, sum(a.artifacts) FILTER (WHERE a.value = b.value) AS agree
    FROM said AS a JOIN said AS b USING (policies)
    WHERE a.value <> 'unknown' AND b.value <> 'unknown'
    GROUP BY a.policy, b.policy
)
SELECT
    policy,
    coalesce(sum(artifacts) FILTER (WHERE value = 'active'), 0) AS active,
    coalesce(sum(artifacts) FILTER (WHERE value = 'inactive'), 0) AS inactive,
    coalesce(sum(artifacts) FILTER (WHERE value = 'archived'), 0) AS archived,
    coalesce(sum(artifacts) FILTER (WHERE value = 'unknown'), 0) AS unknown,
    (
        SELECT group_concat(other || ' ' || round(100.0 * coalesce(agree, 0) / both, 1) || '% of ' || both, ', ')
        FROM (SELECT * FROM pairs WHERE pairs.policy = said.policy AND other <> said.policy ORDER BY other)
    ) AS agrees_with
FROM said GROUP BY policy ORDER BY policy
