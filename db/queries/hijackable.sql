-- Links that work only through a redirect whose old owner name anybody may take
SELECT kind, target, resolved_target, papers FROM artifact_status WHERE hijackable = 1 ORDER BY papers DESC, target
