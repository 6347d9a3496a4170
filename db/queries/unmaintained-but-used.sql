-- Artifacts that many papers link to and nobody maintains
-- Inactive or archived, by the policy of the run, with at least so many papers.
-- asked by: a funder of research software
-- parameter: papers INTEGER = 2: Only artifacts that at least so many papers link to.
SELECT kind, target, papers, maintenance, last_activity_at, archived_at, availability FROM artifact_status
WHERE maintenance IN ('inactive', 'archived') AND papers >= :papers ORDER BY papers DESC, last_activity_at, target
