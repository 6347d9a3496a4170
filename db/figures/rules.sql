-- Versions of the rules that concluded today's verdicts
SELECT rules, count(*) AS artifacts FROM reported WHERE rules IS NOT NULL GROUP BY rules ORDER BY rules
