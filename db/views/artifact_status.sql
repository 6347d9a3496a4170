-- The newest verdict on every artifact that a listed paper links to. An artifact that was never checked is unknown
-- (not_checked, or interrupted where the newest run ended before it came to it). `papers` counts the listed papers that
-- link to it now. Three things do not count as links: alternatives of an ambiguous link that do not exist, artifacts that
-- a service names for a paper (candidate_status), and links that a paper no longer has.
CREATE VIEW artifact_status AS
SELECT
    a.kind,
    a.target,
    a.url,
    c.availability,
    CASE
        WHEN a.verdict_id IS NULL AND (
            SELECT r.status FROM runs AS r WHERE r.command IN ('run', 'check') ORDER BY r.id DESC LIMIT 1
        ) = 'interrupted' THEN 'interrupted'
        ELSE c.reason
    END AS reason,
    c.confirmed,
    c.identity,
    coalesce(v.resolved_target, '') AS resolved_target,
    c.hijackable,
    c.maintenance,
    v.last_activity_at,
    v.archived_at,
    c.content,
    coalesce(v.ticks, '{}') AS ticks,
    c.policies,
    c.license,
    a.papers,
    a.first_seen_at,
    a.checked_at,
    CASE WHEN v.availability = 'unknown' THEN v.known ELSE v.availability END AS last_known_availability,
    CASE WHEN v.availability = 'unknown' THEN v.known_at ELSE a.checked_at END AS last_known_at,
    coalesce(v.rule, 'never_checked') AS rule,
    v.rules,
    coalesce(v.broken_forms, '[]') AS broken_forms,
    coalesce(v.works_as, '') AS works_as,
    coalesce(v.dead_places, '{}') AS dead_places,
    a.id AS artifact_id
FROM artifacts AS a
JOIN conclusions AS c ON c.id = a.conclusion_id
LEFT JOIN verdicts AS v ON v.id = a.verdict_id
WHERE a.papers > 0
