-- Different names that papers print for the same repository
-- The same repository is recognised by its current name on the platform.
-- asked by: a researcher who counts distinct repositories
-- column: today: The current name.
-- column: names: The names that papers print.
-- column: printed_names: How many these are.
-- column: papers: How many papers link to it under any of them.
WITH named AS (
    SELECT s.artifact_id, s.kind, s.target, lower(CASE WHEN s.resolved_target = '' THEN s.target ELSE s.resolved_target END) AS today
    FROM artifact_status AS s
    WHERE s.kind IN ('github_repo', 'hf_model', 'hf_dataset', 'hf_space', 'other_forge')
        AND s.identity <> 'reused' AND s.availability NOT IN ('gone', 'unknown')
)
SELECT kind, today, names, printed_names, (
    SELECT count(DISTINCT l.paper_id) FROM json_each(ids) AS i JOIN links AS l ON l.artifact_id = i.value
    JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
) AS papers
FROM (
    SELECT kind, today, group_concat(target, ', ') AS names, count(*) AS printed_names, json_group_array(artifact_id) AS ids
    FROM (SELECT * FROM named ORDER BY target) GROUP BY kind, today HAVING count(*) > 1
)
ORDER BY printed_names DESC, today
