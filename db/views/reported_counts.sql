-- How many listed artifacts there are of each combination of what figures count by, in the words of `reported`: a row
-- for each, and so few rows.
CREATE VIEW reported_counts AS
SELECT
    kind, whose, whose = 'own' AS counted, year,
    CASE WHEN availability = 'available' AND identity = 'reused' THEN 'reused' ELSE availability END AS state,
    availability = 'available' AND identity <> 'reused' AS usable,
    reason, confirmed, identity, hijackable, maintenance, content, policies, artifacts
FROM artifact_counts
