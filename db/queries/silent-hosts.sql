-- Hosts at which the status of every artifact is unknown
-- The name of the host may not resolve, its certificate may have expired, or its server may be down.
-- asked by: an operator who decides whether it is the network or the host
-- column: host: The host.
-- column: artifacts: How many artifacts at the host listed papers link to.
-- column: reasons: Why they are unknown.
-- column: last_known_at: When anything there was last seen.
WITH placed AS (
    SELECT lower(substr(rest, 1, instr(rest || '/', '/') - 1)) AS host, availability, reason, last_known_at
    FROM (SELECT substr(url, instr(url, '://') + 3) AS rest, * FROM artifact_status WHERE checked_at IS NOT NULL OR reason <> 'not_checked')
)
SELECT host, count(*) AS artifacts, group_concat(DISTINCT reason) AS reasons, max(last_known_at) AS last_known_at
FROM placed GROUP BY host HAVING count(*) FILTER (WHERE availability <> 'unknown') = 0 ORDER BY artifacts DESC, host
