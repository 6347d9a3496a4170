-- Papers' own repositories, models and data sets that are there and tell no licence
-- Without a licence nobody may use or change them.
-- asked by: a chair who asks authors to add one, or a company's lawyer
SELECT s.kind, s.target, s.content, s.papers, s.checked_at FROM artifact_status AS s
WHERE s.license = '' AND s.availability = 'available'
    AND s.kind IN ('github_repo', 'hf_model', 'hf_dataset', 'hf_space', 'other_forge', 'archive')
    AND EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = s.artifact_id AND l.ownership = 'own')
ORDER BY s.papers DESC, s.kind, s.target
