-- Artifacts, a row for each distinct thing that links point to, with the newest verdict on it.
-- key: artifact_id
SELECT
    a.id AS artifact_id,  -- integer: The number of the artifact in the database.
    a.kind AS kind,  -- string of Kind: What it is.
    a.target AS target,  -- string: Its canonical name: owner/name at GitHub and the Hub, host/path elsewhere, in the case that was read first.
    a.url AS url,  -- string: Its canonical address, for comparing; requests go to the printed addresses.
    (
        SELECT count(DISTINCT l.paper_id)
        FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = a.id
    ) AS papers,  -- integer: How many listed papers link to it; 0 where none does any more, or only another service names it.
    coalesce(v.availability, 'unknown') AS availability,  -- string of Availability: Whether a reader can access it now.
    coalesce(v.reason, 'not_checked') AS reason,  -- string of Reason: Why its availability is what it is.
    coalesce(v.confirmed, 0) AS confirmed,  -- boolean: Whether two observations at least 24 hours apart agree that it is gone.
    coalesce(v.identity, 'unknown') AS identity,  -- string of Identity: Whether it is still the thing that the link was made for.
    coalesce(v.resolved_target, '') AS resolved_target,  -- string: Its current name, where that differs; empty otherwise.
    v.hijackable AS hijackable,  -- boolean: Whether the link works only through a redirect and the old owner's name is free; missing where that was not checked.
    coalesce(v.maintenance, 'unknown') AS maintenance,  -- string of Maintenance: Whether it is maintained, by the policy of the run.
    v.last_activity_at AS last_activity_at,  -- datetime: The newest dated sign of work on it: the last commit on its default branch, or its latest release.
    v.archived_at AS archived_at,  -- datetime: When its owner archived it.
    coalesce(v.content, 'unknown') AS content,  -- string of Content: What it holds, on a ladder from nothing to what can be run.
    coalesce(v.ticks, '{}') AS ticks,  -- object of Item: Items of the ML code completeness checklist that it shows, each with its evidence.
    coalesce(v.policies, '{}') AS policies,  -- object of Maintenance: What every maintenance policy says of it, by the name of the policy.
    coalesce(v.license, '') AS license,  -- string: The SPDX id of its licence as the host tells it; empty where none is told.
    CASE WHEN v.availability = 'unknown' THEN v.known ELSE v.availability END AS last_known_availability,  -- string of Availability: The newest availability that was not unknown.
    CASE WHEN v.availability = 'unknown' THEN v.known_at ELSE a.checked_at END AS last_known_at,  -- datetime: When that was last seen.
    coalesce(v.broken_forms, '[]') AS broken_forms,  -- array: Printed addresses that do not work, although another address of the artifact does.
    coalesce(v.works_as, '') AS works_as,  -- string: An address that no paper prints and that works where a printed one does not; empty otherwise.
    coalesce(v.dead_places, '{}') AS dead_places,  -- object: Printed addresses into an existing repository, each with its missing branch, or its missing file as branch:path.
    a.platform_id AS platform_id,  -- string: The platform's own id when it was first seen, by which identity is told.
    a.first_seen_at AS first_seen_at,  -- datetime: When a paper was first read that names it.
    a.tried_at AS tried_at,  -- datetime: When it was last asked about.
    a.checked_at AS checked_at  -- datetime: When its verdict was last other than unknown.
FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id
ORDER BY a.id
