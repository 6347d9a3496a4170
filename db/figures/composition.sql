-- Artifacts by whose they are and their state: the headline, its bounds, and the bar
SELECT whose, counted, state, sum(artifacts) AS artifacts,
    coalesce(sum(artifacts) FILTER (WHERE state = 'gone' AND NOT confirmed), 0) AS seen_once
FROM reported_counts GROUP BY whose, counted, state ORDER BY whose, state
