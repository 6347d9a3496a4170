-- Verdicts, a row whenever the conclusion about an artifact differs from the one before it: its history.
-- key: verdict_id
-- references: run_id runs.run_id
-- references: artifact_id artifacts.artifact_id
SELECT
    v.id AS verdict_id,  -- integer: The number of the verdict in the database.
    v.run_id AS run_id,  -- integer: The run that concluded it.
    v.artifact_id AS artifact_id,  -- integer: The artifact that it is about.
    v.at AS at,  -- datetime: When it was concluded.
    v.availability AS availability,  -- string of Availability: Whether a reader could access it then.
    v.reason AS reason,  -- string of Reason: Why its availability was what it was.
    v.confirmed AS confirmed,  -- boolean: Whether two observations at least 24 hours apart agreed that it was gone.
    v.identity AS identity,  -- string of Identity: Whether it was still the thing that the link was made for.
    v.resolved_target AS resolved_target,  -- string: Its name at that time, where that differs; empty otherwise.
    v.hijackable AS hijackable,  -- boolean: Whether the link worked only through a redirect and the old owner's name was free; missing where that was not checked.
    v.maintenance AS maintenance,  -- string of Maintenance: Whether it was maintained, by the policy of the run.
    v.last_activity_at AS last_activity_at,  -- datetime: The newest dated sign of work on it.
    v.archived_at AS archived_at,  -- datetime: When its owner archived it.
    v.content AS content,  -- string of Content: What it held.
    v.ticks AS ticks,  -- object of Item: Items of the ML code completeness checklist that it showed, each with its evidence.
    v.policies AS policies,  -- object of Maintenance: What every maintenance policy said of it, by the name of the policy.
    v.license AS license,  -- string: The SPDX id of its licence as the host told it; empty where none was told.
    v.known AS last_known_availability,  -- string of Availability: Where availability is unknown: the newest one that was not.
    v.known_at AS last_known_at,  -- datetime: Where availability is unknown: when that was last seen.
    v.broken_forms AS broken_forms,  -- array: Printed addresses that did not work.
    v.works_as AS works_as,  -- string: An address that no paper prints and that worked; empty otherwise.
    v.dead_places AS dead_places,  -- object: Printed addresses into an existing repository, each with its missing branch, or its missing file as branch:path.
    v.rule AS rule,  -- string: The name of the rule that decided the availability.
    v.rules AS rules  -- integer: The version of all rules; missing for verdicts of releases that did not record it.
FROM verdicts AS v
ORDER BY v.id
