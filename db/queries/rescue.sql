-- Where a copy is left of what is gone or blocked: the code at Software Heritage, else a capture of its page
SELECT kind, target, preservation, software_heritage_url, software_heritage_at, wayback_url, wayback_at
FROM archive_status WHERE availability IN ('gone', 'blocked') ORDER BY preservation, target
