-- Artifacts that the host took down, disabled, or keeps behind a gate
-- Tells what nobody can get at though it exists, and why.
-- asked by: a reader who wants to know whether asking for access can help
SELECT kind, target, availability, reason, papers, checked_at FROM artifact_status
WHERE availability IN ('blocked', 'restricted') ORDER BY availability, target
