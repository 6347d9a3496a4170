-- Maintenance policies side by side: what each says, and how often two that both speak agree
-- The word maintained depends on the policy; this shows how much.
-- asked by: a researcher who chooses a definition of maintained
-- column: policy: The name of the policy.
-- column: active: How many artifacts it calls active.
-- column: inactive: How many it calls inactive.
-- column: archived: How many it calls archived.
-- column: unknown: How many it can say nothing of.
-- column: agrees_with: For every other policy: how often both say the same where both speak.
WITH said AS (
    SELECT s.artifact_id, p.key AS policy, p.value AS value
    FROM artifact_status AS s, json_each(s.policies) AS p
    WHERE s.availability NOT IN ('gone', 'unknown')
),
pairs AS (
    SELECT a.policy, b.policy AS other, a.value = b.value AS agrees
    FROM said AS a JOIN said AS b USING (artifact_id)
    WHERE a.value <> 'unknown' AND b.value <> 'unknown'
)
SELECT
    policy,
    count(*) FILTER (WHERE value = 'active') AS active,
    count(*) FILTER (WHERE value = 'inactive') AS inactive,
    count(*) FILTER (WHERE value = 'archived') AS archived,
    count(*) FILTER (WHERE value = 'unknown') AS unknown,
    (
        SELECT group_concat(other || ' ' || percent || '% of ' || both, ', ')
        FROM (
            SELECT other, round(100.0 * sum(agrees) / count(*), 1) AS percent, count(*) AS both
            FROM pairs WHERE pairs.policy = said.policy AND other <> said.policy GROUP BY other ORDER BY other
        )
    ) AS agrees_with
FROM said GROUP BY policy ORDER BY policy
