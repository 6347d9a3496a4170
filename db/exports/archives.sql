-- Archives, a row for each answer of an archive about an artifact.
-- key: archive_answer_id
-- references: run_id runs.run_id
-- references: artifact_id artifacts.artifact_id
SELECT
    a.id AS archive_answer_id,  -- integer: The number of the answer in the database.
    a.run_id AS run_id,  -- integer: The run that asked.
    a.artifact_id AS artifact_id,  -- integer: The artifact that was asked about.
    a.archive AS archive,  -- string: The archive: software_heritage or wayback.
    a.question AS question,  -- string of ArchiveQuestion: What the archive was asked.
    a.at AS at,  -- datetime: When it answered.
    a.outcome AS outcome,  -- string of ArchiveOutcome: What it answered.
    a.reason AS reason,  -- string of Reason: Why the outcome is what it is.
    a.url AS url,  -- string: The address of the copy; empty where there is none.
    a.captured_at AS captured_at,  -- datetime: When the copy was made.
    a.detail AS detail  -- string: The archive's own words, or the address under which the copy was found.
FROM archives AS a
ORDER BY a.id
