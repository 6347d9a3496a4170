-- The newest :rows artifacts for each thing to do (deed)
SELECT * FROM (
    SELECT r.*, row_number() OVER (
        PARTITION BY deed ORDER BY coalesce(since, known_at, '') DESC, target, artifact_id
    ) AS place
    FROM remarkable AS r WHERE counted AND deed NOT IN ('none', 'young')
) WHERE place <= :rows ORDER BY deed, place
