-- Artifacts that live under another name today, or whose name was re-used
SELECT kind, target, identity, resolved_target, hijackable, papers FROM artifact_status
WHERE identity IN ('renamed', 'transferred', 'reused') ORDER BY hijackable DESC, identity, target
