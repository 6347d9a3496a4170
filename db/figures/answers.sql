-- The newest answers about every artifact: when, who was asked, what it said
SELECT x.artifact_id, x.service, x.outcome, x.reason, x.status, x.detail, (
    SELECT strftime('%Y-%m-%d', max(l.at), 'unixepoch') FROM runs AS t CROSS JOIN looks AS l
    ON l.run_id = t.id AND l.artifact_id = x.artifact_id WHERE l.answer_id = x.id
) AS seen_at
FROM reported AS r JOIN answers AS x ON x.artifact_id = r.artifact_id
ORDER BY x.artifact_id, x.id DESC
