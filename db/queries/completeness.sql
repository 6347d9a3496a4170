-- What repositories hold, and which items of the ML code completeness checklist they show
-- A tick is a file name or a line of the README, so that it can be looked up; an empty cell means that nothing was found.
-- asked by: a reviewer of artifacts who looks at the ML code completeness checklist
-- column: dependencies: What lists what the code needs.
-- column: training: What shows how to train.
-- column: evaluation: What shows how to evaluate.
-- column: weights: What leads to trained weights.
-- column: results: What shows results.
SELECT kind, target, content,
    json_extract(ticks, '$.dependencies') AS dependencies,
    json_extract(ticks, '$.training') AS training,
    json_extract(ticks, '$.evaluation') AS evaluation,
    json_extract(ticks, '$.weights') AS weights,
    json_extract(ticks, '$.results') AS results,
    papers
FROM artifact_status
WHERE content <> 'unknown' AND availability <> 'gone'
ORDER BY (SELECT count(*) FROM json_each(ticks)) DESC, target
