-- All artifacts at one host, and their status
-- asked by: a host's operator who is about to close or to move a server
-- parameter: host TEXT: The host, e.g. gitlab.inria.fr, in any case.
SELECT kind, target, url, availability, reason, papers, last_known_at FROM (
    SELECT *, substr(url, instr(url, '://') + 3) AS rest FROM artifact_status
)
WHERE lower(substr(rest, 1, instr(rest || '/', '/') - 1)) = lower(:host) ORDER BY papers DESC, target
