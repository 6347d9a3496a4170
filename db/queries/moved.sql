-- Artifacts that have another name now, or whose name was re-used
-- The printed address redirects to the new name, or leads to something else where the name was re-used.
-- asked by: a maintainer who updates links (reprolinks fix does it)
SELECT kind, target, identity, resolved_target, hijackable, papers FROM artifact_status
WHERE identity IN ('renamed', 'transferred', 'reused') ORDER BY hijackable DESC, identity, target
