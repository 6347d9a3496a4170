-- Why nothing could be found out, and of how many
SELECT reason, sum(artifacts) AS artifacts FROM reported_counts WHERE counted AND state = 'unknown' GROUP BY reason
ORDER BY artifacts DESC, reason
