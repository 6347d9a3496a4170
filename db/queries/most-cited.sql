-- Artifacts that most papers name
-- What many papers depend on.
-- asked by: a funder or an archive that looks for what matters most
SELECT kind, target, papers, availability, maintenance FROM artifact_status
WHERE papers > 1 ORDER BY papers DESC, target
