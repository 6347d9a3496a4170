-- Artifacts by kind and owner (the account at a forge or the Hub, else the host), and their state
WITH placed AS MATERIALIZED (
    SELECT
        kind, state,
        CASE
            WHEN kind LIKE 'github%' OR kind LIKE 'hf%' THEN lower(substr(target, 1, instr(target || '/', '/') - 1))
            WHEN kind = 'other_forge'
            THEN lower(substr(target, 1, instr(target, '/') + instr(substr(target, instr(target, '/') + 1) || '/', '/') - 1))
            ELSE lower(substr(url, instr(url, '//') + 2, instr(substr(url, instr(url, '//') + 2) || '/', '/') - 1))
        END AS owner
    FROM reported WHERE counted
)
SELECT kind, owner, state, count(*) AS artifacts FROM placed GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
