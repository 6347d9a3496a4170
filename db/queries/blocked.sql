-- Artifacts that the host took down, disabled, or keeps behind a gate
SELECT kind, target, availability, reason, papers, checked_at FROM artifact_status
WHERE availability IN ('blocked', 'restricted') ORDER BY availability, target
