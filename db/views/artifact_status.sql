-- The newest verdict on every artifact. One that was never looked at is unknown: not_checked, or interrupted where the
-- newest run that looked at anything was ended before it came to it.
CREATE VIEW artifact_status AS
SELECT
    a.kind,
    a.target,
    a.url,
    coalesce(v.availability, 'unknown') AS availability,
    coalesce(
        v.reason,
        (
            SELECT CASE r.status WHEN 'interrupted' THEN 'interrupted' END
            FROM runs AS r WHERE r.command IN ('run', 'check') ORDER BY r.id DESC LIMIT 1
        ),
        'not_checked'
    ) AS reason,
    coalesce(v.confirmed, 0) AS confirmed,
    coalesce(v.identity, 'unknown') AS identity,
    coalesce(v.resolved_target, '') AS resolved_target,
    v.hijackable,
    coalesce(v.maintenance, 'unknown') AS maintenance,
    v.last_activity_at,
    v.archived_at,
    coalesce(v.content, 'unknown') AS content,
    coalesce(v.ticks, '{}') AS ticks,
    coalesce(v.policies, '{}') AS policies,
    coalesce(v.license, '') AS license,
    (
        SELECT count(DISTINCT l.paper_id)
        FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = a.id
    ) AS papers,
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
LEFT JOIN verdicts AS v ON v.id = a.verdict_id
-- What is only another reading of a link, and not the one that exists, is nothing that a paper links to; nor is what
-- somebody else names for it (candidate_status), or a link that its paper no longer has.
WHERE EXISTS (
    SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    WHERE l.artifact_id = a.id
)
