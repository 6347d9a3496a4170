-- Everything of one owner at GitHub, Hugging Face or another forge: what is there, what is lost, who links to it
-- What moved to the owner under another name is there too. The case of the name does not matter.
-- asked by: an organisation that looks after its own repositories and models
-- parameter: owner TEXT: The user or organisation, e.g. meta-llama.
WITH owned AS (
    SELECT *,
        CASE kind WHEN 'other_forge' THEN substr(target, instr(target, '/') + 1) ELSE target END AS path
    FROM artifact_status WHERE kind NOT IN ('archive', 'other')
)
SELECT kind, target, availability, reason, identity, resolved_target, maintenance, license, papers, checked_at FROM owned
WHERE lower(substr(path, 1, instr(path || '/', '/') - 1)) IN (lower(:owner), lower(:owner) || '.github.io')
    OR lower(substr(resolved_target, 1, instr(resolved_target || '/', '/') - 1)) = lower(:owner)
ORDER BY papers DESC, kind, target
