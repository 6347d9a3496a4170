-- Where a copy is left of what is gone or blocked: the code at Software Heritage, else a capture of its page
-- Gives the address of the copy to use in place of what is lost.
-- asked by: a reader who needs the code of a paper whose link is dead
-- column: preservation: Whether archives have a copy: recoverable, page_only, unrecoverable, unknown or not_asked.
-- column: software_heritage_url: The copy at Software Heritage.
-- column: software_heritage_at: When that was made.
-- column: wayback_url: The capture in the Wayback Machine.
-- column: wayback_at: When that was made.
SELECT kind, target, preservation, software_heritage_url, software_heritage_at, wayback_url, wayback_at
FROM archive_status WHERE availability IN ('gone', 'blocked') ORDER BY preservation, target
