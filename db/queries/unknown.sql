-- Artifacts that could not be looked at, why, and what was last known of them
-- Not counted as gone; the newest known state stands beside it.
-- asked by: an operator who asks whether the figures are complete
SELECT kind, target, reason, last_known_availability, last_known_at, papers FROM artifact_status
WHERE availability = 'unknown' ORDER BY reason, target
