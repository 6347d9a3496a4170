-- Observations, a row for each answer of a service about an artifact: the evidence, never changed.
-- key: observation_id
-- references: run_id runs.run_id
-- references: artifact_id artifacts.artifact_id
SELECT
    o.id AS observation_id,  -- integer: The number of the observation: its run and its place in it.
    o.run_id AS run_id,  -- integer: The run that asked.
    o.artifact_id AS artifact_id,  -- integer: The artifact that was asked about.
    o.service AS service,  -- string: The service that answered.
    o.at AS at,  -- datetime: When it answered.
    o.outcome AS outcome,  -- string of Outcome: What the answer says about existence.
    o.reason AS reason,  -- string of Reason: Why the outcome is what it is.
    o.status AS status,  -- integer: The HTTP status of the deciding answer; missing where there was none.
    o.detail AS detail,  -- string: The host's own words, short.
    o.platform_id AS platform_id,  -- string: The platform's own id of the artifact.
    o.facts AS facts  -- object: What the service told about the artifact, by the names in checker/model/observations.py; what is missing was not told.
FROM observations AS o
