-- Artifacts that exist but hold nothing yet: empty, or only a README
-- A link to an empty repository counts as a promise: it is there, and holds nothing to use.
-- asked by: a reviewer who checks whether the code that a paper links to was ever pushed
SELECT kind, target, availability, reason, papers, checked_at FROM artifact_status
WHERE availability IN ('empty', 'placeholder') ORDER BY availability, target
