-- Still there (not gone, not blocked) of those known, by kind and year of the oldest paper that names it
SELECT kind, year, count(*) FILTER (WHERE state NOT IN ('gone', 'blocked')) AS there, count(*) AS known
FROM reported WHERE counted AND state <> 'unknown' GROUP BY kind, year
