-- Names that now lead to something else than when the paper was written
-- The platform's own id differs from the one that was seen first: available, and not what the paper means.
-- asked by: a reader who runs the code, or a security officer
SELECT kind, target, availability, papers, first_seen_at, checked_at FROM artifact_status
WHERE identity = 'reused' ORDER BY papers DESC, target
