-- Every verdict on one artifact, the oldest first
-- A verdict is recorded only where it differs from the one before.
-- asked by: an author who doubts a verdict
-- parameter: target TEXT: The artifact's name, e.g. owner/name, or its address, in any case.
SELECT v.at, a.kind, v.availability, v.reason, v.confirmed, v.identity, v.resolved_target, v.maintenance, v.content, v.rule, v.run_id
FROM artifacts AS a JOIN verdicts AS v ON v.artifact_id = a.id
WHERE :target COLLATE NOCASE IN (a.target, a.url) ORDER BY a.kind, v.id
