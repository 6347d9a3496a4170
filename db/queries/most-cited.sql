-- Artifacts that most papers name
SELECT kind, target, papers, availability, maintenance FROM artifact_status
WHERE papers > 1 ORDER BY papers DESC, target
