-- Why nothing could be found out, and of how many
SELECT reason, count(*) AS artifacts FROM reported WHERE counted AND state = 'unknown' GROUP BY reason
ORDER BY artifacts DESC, reason
