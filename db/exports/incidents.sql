-- Incidents, a row for each loss of an artifact: from the first sighting of gone or blocked until it is there again.
-- key: incident_id
-- references: artifact_id artifacts.artifact_id
-- references: opened_run runs.run_id
-- references: closed_run runs.run_id
-- references: told_run runs.run_id
SELECT
    i.id AS incident_id,  -- integer: The number of the incident in the database.
    i.artifact_id AS artifact_id,  -- integer: The artifact that was lost.
    i.axis AS axis,  -- string: What was lost: availability.
    i.opened_at AS opened_at,  -- datetime: When it was first found gone or blocked.
    i.opened_run AS opened_run,  -- integer: The run that found it so.
    i.last_good_at AS last_good_at,  -- datetime: When it was last found there before; missing where it never was.
    i.confirmed_at AS confirmed_at,  -- datetime: When the loss was confirmed: blocked, or found gone twice at least 24 hours apart.
    i.closed_at AS closed_at,  -- datetime: When it was found there again; missing while the loss lasts.
    i.closed_run AS closed_run,  -- integer: The run that found it there again.
    i.told_run AS told_run,  -- integer: The run that first raised an alarm for it (--fail-on newly-gone).
    i.ignored AS ignored  -- string: Why it raises no alarm, from the settings file; missing where it raises one.
FROM incidents AS i
ORDER BY i.id
