-- What services answered in one run, by service, outcome and reason
-- Shows at a glance whether a service was in trouble.
-- asked by: an operator after a run that ended with exit code 3
-- parameter: run INTEGER: The number of the run.
-- column: answers: How many answers of the kind there were.
SELECT service, outcome, reason, count(*) AS answers FROM observations
WHERE run_id = :run GROUP BY service, outcome, reason ORDER BY service, answers DESC, reason
