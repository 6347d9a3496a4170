-- Artifacts that are there and of which no archive has a copy: reprolinks archive asks for one
-- What would be lost for good if its host dropped it today.
-- asked by: an archivist
-- column: software_heritage: What Software Heritage says: present, absent, unknown or not_asked.
-- column: wayback: What the Wayback Machine says: present, absent, unknown or not_asked.
-- column: save_request: The answer to the newest request to make a copy: accepted, pending, rejected or unknown.
SELECT kind, target, availability, software_heritage, wayback, save_request FROM archive_status
WHERE preservation = 'vulnerable' ORDER BY kind, target
