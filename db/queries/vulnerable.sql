-- Artifacts that are there and of which no archive has a copy: reprolinks archive asks for one
SELECT kind, target, availability, software_heritage, wayback, save_request FROM archive_status
WHERE preservation = 'vulnerable' ORDER BY kind, target
