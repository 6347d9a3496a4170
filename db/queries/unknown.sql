-- Artifacts that could not be looked at, why, and what was last known of them
SELECT kind, target, reason, last_known_availability, last_known_at, papers FROM artifact_status
WHERE availability = 'unknown' ORDER BY reason, target
