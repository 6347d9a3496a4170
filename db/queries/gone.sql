-- Artifacts whose host says that there is nothing to see; confirmed = seen so twice, a day apart
SELECT kind, target, reason, confirmed, papers, checked_at FROM artifact_status
WHERE availability = 'gone' ORDER BY confirmed DESC, papers DESC, target
