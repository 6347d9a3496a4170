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
    sum(artifacts) AS artifacts,
    coalesce(sum(artifacts) FILTER (WHERE availability <> 'unknown'), 0) AS known,
    coalesce(sum(artifacts) FILTER (WHERE availability = 'available'), 0) AS available,
    round(100.0 * coalesce(sum(artifacts) FILTER (WHERE availability = 'available'), 0)
        / sum(artifacts) FILTER (WHERE availability <> 'unknown'), 1) AS percent_of_known,
    coalesce(sum(artifacts) FILTER (WHERE availability = 'unknown'), 0) AS unknown
FROM artifact_counts GROUP BY kind ORDER BY artifacts DESC, kind
