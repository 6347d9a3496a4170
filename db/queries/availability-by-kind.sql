-- Availability rate by kind; what is unknown is beside the rate, not in it
-- Says how much of each kind of artifact a reader can get at today.
-- asked by: a librarian or an author of a survey who prints the table
-- column: artifacts: How many artifacts of the kind listed papers link to.
-- column: known: How many of these could be looked at.
-- column: available: How many of these are available.
-- column: percent_of_known: The share of the available among the known, in per cent.
-- column: unknown: How many could not be looked at; they are in no share.
SELECT
    kind,
    count(*) AS artifacts,
    count(*) FILTER (WHERE availability <> 'unknown') AS known,
    count(*) FILTER (WHERE availability = 'available') AS available,
    round(100.0 * count(*) FILTER (WHERE availability = 'available')
        / nullif(count(*) FILTER (WHERE availability <> 'unknown'), 0), 1) AS percent_of_known,
    count(*) FILTER (WHERE availability = 'unknown') AS unknown
FROM artifact_status GROUP BY kind ORDER BY artifacts DESC, kind
