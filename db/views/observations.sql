-- The answers of services about artifacts, a row for each time: the evidence, never changed. Each distinct answer is
-- stored once in `answers`; `looks` holds which run got it, and when. Runs are joined first, so that a query about one
-- run, or about one artifact, reads no other rows.
CREATE VIEW observations AS
SELECT
    (look.run_id << 32) | look.place AS id,
    look.run_id,
    look.artifact_id,
    answer.service,
    strftime('%Y-%m-%dT%H:%M:%SZ', look.at, 'unixepoch') AS at,
    answer.outcome,
    answer.reason,
    answer.status,
    answer.detail,
    answer.platform_id,
    CASE
        WHEN look.pushed_at IS NULL AND look.stars IS NULL OR NOT json_valid(answer.facts) THEN answer.facts
        ELSE json_patch(answer.facts, json_object(
            'pushed_at', strftime('%Y-%m-%dT%H:%M:%SZ', look.pushed_at, 'unixepoch'), 'stars', look.stars))
    END AS facts
FROM runs AS r
CROSS JOIN looks AS look
CROSS JOIN answers AS answer
WHERE look.run_id = r.id AND answer.id = look.answer_id
