-- Every listed artifact as reports count it. whose: own where a paper links to it as its own, third_party where all
-- papers that link to it say so, else unclear. counted: whether figures are about it (the papers' own, by default).
-- year: of the oldest paper that links to it. state: its availability, or reused where something else than before is
-- available. usable: available, and not reused. since: when its present state began, for artifacts that are lost or have
-- a deed; always: every check that found anything found this state. copy: what archives have of a lost artifact: code,
-- page, none, or not_asked. deed: what a reader can do about it.
CREATE VIEW reported AS
WITH judged AS (
    SELECT
        a.id AS artifact_id, a.kind, a.target, a.url, a.checked_at, a.verdict_id, a.whose, a.papers, a.published,
        substr(a.published, 1, 4) AS year,
        CASE WHEN c.availability = 'available' AND c.identity = 'reused' THEN 'reused' ELSE c.availability END AS state,
        c.reason, c.confirmed, c.identity, c.identity IN ('renamed', 'transferred') AS moved,
        coalesce(v.resolved_target, '') AS today, c.hijackable, c.maintenance, c.content,
        v.known, v.known_at, v.broken_forms, coalesce(v.works_as, '') AS works_as, v.dead_places, v.rules,
        i.opened_at, i.last_good_at, i.opened_run, i.ignored,
        CASE WHEN c.availability IN ('gone', 'blocked') THEN coalesce((
            SELECT CASE x.archive WHEN 'software_heritage' THEN 'code' ELSE 'page' END FROM archives AS x
            WHERE x.artifact_id = a.id AND x.question = 'copy' AND x.outcome = 'present'
            ORDER BY x.archive, x.id DESC LIMIT 1
        ), (
            SELECT 'none' FROM archives AS x
            WHERE x.artifact_id = a.id AND x.question = 'copy' AND x.outcome = 'absent' LIMIT 1
        ), 'not_asked') END AS copy
    FROM artifacts AS a
    JOIN conclusions AS c ON c.id = a.conclusion_id
    LEFT JOIN verdicts AS v ON v.id = a.verdict_id
    LEFT JOIN incidents AS i ON i.artifact_id = a.id AND i.axis = 'availability' AND i.closed_at IS NULL
    WHERE a.papers > 0
),
deeds AS (
    SELECT
        *,
        whose = 'own' AS counted,
        state = 'available' AS usable,
        CASE
            WHEN state IN ('gone', 'blocked') AND works_as <> '' THEN 'correct'
            WHEN state IN ('gone', 'blocked') AND copy IN ('code', 'page') THEN 'use_copy'
            WHEN state IN ('gone', 'blocked') THEN 'ask'
            WHEN state IN ('empty', 'placeholder') AND julianday((SELECT max(started_at) FROM runs))
                - julianday(substr(published || '-01-01', 1, 10)) < 90 THEN 'young'
            WHEN state IN ('empty', 'placeholder') THEN 'fill'
            WHEN state = 'reused' THEN 'distrust'
            WHEN state = 'available' AND moved AND today <> '' THEN 'update'
            WHEN state = 'available' AND (broken_forms <> '[]' OR dead_places <> '{}') THEN 'correct'
            WHEN state = 'available' AND reason = 'space_not_running' THEN 'restart'
            WHEN state = 'restricted' THEN 'access'
            WHEN state = 'unknown' THEN 'wait'
            ELSE 'none'
        END AS deed
    FROM judged
),
-- The newest known verdict that was of another state than today's.
turned AS (
    SELECT
        *,
        CASE WHEN deed NOT IN ('none', 'wait') THEN coalesce((
            SELECT max(b.id) FROM verdicts AS b
            WHERE b.artifact_id = deeds.artifact_id AND b.availability <> 'unknown' AND (
                CASE WHEN b.availability = 'available' AND b.identity = 'reused' THEN 'reused' ELSE b.availability END
                <> deeds.state
                OR deeds.moved AND (b.identity NOT IN ('renamed', 'transferred') OR b.resolved_target <> deeds.today)
            )
        ), 0) END AS other_verdict
    FROM deeds
)
SELECT
    artifact_id, kind, target, url, whose, counted, papers, published, year, state, usable, reason, confirmed,
    identity, moved, today, hijackable, maintenance, content, known, known_at, checked_at, broken_forms, works_as,
    dead_places, rules, last_good_at, opened_run, ignored, copy, deed, verdict_id,
    coalesce(opened_at, CASE WHEN other_verdict IS NOT NULL THEN (
        SELECT b.at FROM verdicts AS b WHERE b.artifact_id = turned.artifact_id AND b.id > other_verdict
        AND b.availability <> 'unknown' ORDER BY b.id LIMIT 1
    ) END) AS since,
    other_verdict = 0 AS always
FROM turned
