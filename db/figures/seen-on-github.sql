-- Repositories on GitHub of which something is known
SELECT count(*) AS repositories FROM reported WHERE kind = 'github_repo' AND state <> 'unknown'
