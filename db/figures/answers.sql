-- The newest answers about artifacts :ids: when, which service was asked, and its answer
SELECT x.artifact_id, x.service, x.outcome, x.reason, x.status, x.detail, (
    SELECT strftime('%Y-%m-%d', max(l.at), 'unixepoch') FROM runs AS t CROSS JOIN looks AS l
    ON l.run_id = t.id AND l.artifact_id = x.artifact_id WHERE l.answer_id = x.id
) AS seen_at
FROM json_each(:ids) AS one CROSS JOIN answers AS x ON x.artifact_id = one.value
ORDER BY x.artifact_id, x.id DESC
