-- Links that work only through a redirect whose old owner name anybody may take
-- Whoever takes the free name can put anything behind the link: tell the authors, and print the new name.
-- asked by: a security officer, or a maintainer of a list of repositories
SELECT kind, target, resolved_target, papers FROM artifact_status WHERE hijackable = 1 ORDER BY papers DESC, target
