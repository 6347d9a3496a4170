-- Runs, a row for each execution: when, with what, how complete, what it cost.
-- key: run_id
SELECT
    r.id AS run_id,  -- integer: The number of the run.
    r.started_at AS started_at,  -- datetime: When it began.
    r.finished_at AS finished_at,  -- datetime: When it ended; missing where it was killed or still runs.
    r.command AS command,  -- string: The command that ran.
    r.inputs AS inputs,  -- array: What it was given to read.
    r.options AS options,  -- object: The settings that it ran with, without secrets.
    r.version AS version,  -- string: The version of reprolinks.
    r.status AS status,  -- string of RunStatus: How it ended.
    r.counts AS counts,  -- object: How many papers and links it read, records it could not read, artifacts that were due and that it checked.
    r.costs AS costs,  -- object: Requests, points and seconds of waiting, by service.
    r.availability AS availability  -- object of Availability: How many artifacts it was about, by what was known of each at its end.
FROM runs AS r
ORDER BY r.id
