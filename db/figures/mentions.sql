-- What papers print: the oldest paper's first mention of artifacts :ids, the sentence around it, and the address that
-- was asked
SELECT one.value AS artifact_id, l.paper_id, l.raw, l.evidence, l.printed, l.field, l.ownership
FROM json_each(:ids) AS one CROSS JOIN links AS l ON l.id = (
    SELECT x.id FROM links AS x JOIN papers AS p ON p.id = x.paper_id AND p.last_run = x.last_run AND p.listed
    WHERE x.artifact_id = one.value
    ORDER BY x.ownership <> 'own', p.published = '', p.published, p.id, x.start_offset LIMIT 1
)
ORDER BY one.value
