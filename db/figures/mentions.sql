-- As papers print what they name: the oldest paper's first mention of every artifact, the sentence around it, and what was asked
SELECT r.artifact_id, l.paper_id, l.raw, l.evidence, l.printed, l.field, l.ownership
FROM reported AS r JOIN links AS l ON l.id = (
    SELECT x.id FROM links AS x JOIN papers AS p ON p.id = x.paper_id AND p.last_run = x.last_run AND p.listed
    WHERE x.artifact_id = r.artifact_id
    ORDER BY x.ownership <> 'own', p.published = '', p.published, p.id, x.start_offset LIMIT 1
)
ORDER BY r.artifact_id
