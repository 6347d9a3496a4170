-- Artifacts by whose they are and their state: the headline, its bounds, and the bar
SELECT whose, counted, state, count(*) AS artifacts, sum(state = 'gone' AND NOT confirmed) AS seen_once
FROM reported GROUP BY whose, counted, state ORDER BY whose, state
