-- Artifacts that exist but hold nothing yet: empty, or only a README
SELECT kind, target, availability, reason, papers, checked_at FROM artifact_status
WHERE availability IN ('empty', 'placeholder') ORDER BY availability, target
