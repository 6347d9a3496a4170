-- Availability rate by host; what is unknown is beside the rate, not in it
-- Shows which hosts keep what they are given. A host is the one in the canonical address.
-- asked by: a librarian who advises where to deposit
-- column: host: The host.
-- column: artifacts: How many artifacts at the host listed papers link to.
-- column: known: How many of these could be looked at.
-- column: available: How many of these are available.
-- column: gone_or_blocked: How many of these are lost.
-- column: percent_of_known: The share of the available among the known, in per cent.
-- column: unknown: How many could not be looked at; they are in no share.
WITH placed AS (
    SELECT lower(substr(rest, 1, instr(rest || '/', '/') - 1)) AS host, availability
    FROM (SELECT substr(url, instr(url, '://') + 3) AS rest, availability FROM artifact_status)
)
SELECT
    host,
    count(*) AS artifacts,
    count(*) FILTER (WHERE availability <> 'unknown') AS known,
    count(*) FILTER (WHERE availability = 'available') AS available,
    count(*) FILTER (WHERE availability IN ('gone', 'blocked')) AS gone_or_blocked,
    round(100.0 * count(*) FILTER (WHERE availability = 'available')
        / nullif(count(*) FILTER (WHERE availability <> 'unknown'), 0), 1) AS percent_of_known,
    count(*) FILTER (WHERE availability = 'unknown') AS unknown
FROM placed GROUP BY host ORDER BY artifacts DESC, host
