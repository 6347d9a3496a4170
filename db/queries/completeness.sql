-- What repositories hold, and which items of the ML code completeness checklist they show
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
