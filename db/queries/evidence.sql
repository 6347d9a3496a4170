-- What services answered about one artifact, the newest first: the evidence behind its verdicts
-- asked by: an author or a reviewer who doubts a verdict
-- parameter: target TEXT: The artifact's name, e.g. owner/name, or its address, in any case.
SELECT o.at, a.kind, o.service, o.outcome, o.reason, o.status, o.detail, o.facts, o.run_id
FROM artifacts AS a JOIN observations AS o ON o.artifact_id = a.id
WHERE :target COLLATE NOCASE IN (a.target, a.url) ORDER BY o.id DESC
