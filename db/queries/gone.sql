-- Artifacts whose host says that there is nothing to see; confirmed = seen so twice, a day apart
-- Deleted and made private look the same from outside.
-- asked by: a chair, a librarian or a reader who wants the list of what is lost
SELECT kind, target, reason, confirmed, papers, checked_at FROM artifact_status
WHERE availability = 'gone' ORDER BY confirmed DESC, papers DESC, target
