-- Artifacts by state and by whose they are: for the headline, its bounds, and the composition bar
SELECT whose, counted, state, sum(artifacts) AS artifacts,
    coalesce(sum(artifacts) FILTER (WHERE state = 'gone' AND NOT confirmed), 0) AS seen_once
FROM reported_counts GROUP BY whose, counted, state ORDER BY whose, state
