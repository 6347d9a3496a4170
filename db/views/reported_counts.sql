-- How many listed artifacts there are for each combination of the columns of `reported` that figures count by.
CREATE VIEW reported_counts AS
SELECT
    kind, whose, whose = 'own' AS counted, year,
    CASE WHEN availability = 'available' AND identity = 'reused' THEN 'reused' ELSE availability END AS state,
    availability = 'available' AND identity <> 'reused' AS usable,
    reason, confirmed, identity, hijackable, maintenance, content, policies, artifacts
FROM artifact_counts
