-- The last result of a foreign witness beside our verdict, where the two differ
-- Theirs is what their status shows by our definitions; it is in none of our verdicts.
-- asked by: a researcher who checks our figures against those of others
-- column: witness: Who measured, as the import named it.
-- column: theirs: What the status of the witness shows: present or absent.
-- column: their_date: When the witness checked it last.
-- column: ours: Our availability.
-- column: our_date: When ours was last checked.
SELECT
    w.name AS witness, s.kind, s.target, c.outcome AS theirs, c.status,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS their_date,
    s.availability AS ours, s.checked_at AS our_date
FROM foreign_links AS l
JOIN foreign_witnesses AS w ON w.id = l.witness_id
JOIN foreign_checks AS c ON c.link_id = l.id AND c.at = (SELECT max(x.at) FROM foreign_checks AS x WHERE x.link_id = l.id)
JOIN artifacts AS a ON a.key = l.key
JOIN artifact_status AS s ON s.artifact_id = a.id
WHERE c.outcome <> 'unknown' AND s.availability <> 'unknown'
    AND (c.outcome = 'absent') <> (s.availability IN ('gone', 'blocked'))
ORDER BY w.name, s.kind, s.target
