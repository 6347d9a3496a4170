-- What they hold, by the ladder of content
SELECT content, count(*) AS artifacts FROM reported
WHERE counted AND state NOT IN ('gone', 'blocked', 'unknown') GROUP BY content
