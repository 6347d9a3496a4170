-- Links into a repository: printed address → the file (`ref:path`), or the branch, tag or commit (`ref`), that is not
-- there in a repository that is.
ALTER TABLE verdicts ADD COLUMN dead_places TEXT NOT NULL DEFAULT '{}';
