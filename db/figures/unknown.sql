-- Why artifacts could not be found out, and how many of them
SELECT reason, sum(artifacts) AS artifacts FROM reported_counts WHERE counted AND state = 'unknown' GROUP BY reason
ORDER BY artifacts DESC, reason
