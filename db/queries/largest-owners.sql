-- Owners of most artifacts at GitHub and Hugging Face, and how many of these are there
-- Shows what would be lost with one owner's account.
-- asked by: an archivist who looks for single points of failure
-- parameter: limit INTEGER = 20: How many owners.
-- column: owner: The user or organisation.
-- column: artifacts: How many of its artifacts listed papers link to.
-- column: available: How many of these are available.
-- column: gone_or_blocked: How many of these are lost.
-- column: papers: How many papers link to each of its artifacts, added up.
SELECT
    lower(substr(target, 1, instr(target || '/', '/') - 1)) AS owner,
    count(*) AS artifacts,
    count(*) FILTER (WHERE availability = 'available') AS available,
    count(*) FILTER (WHERE availability IN ('gone', 'blocked')) AS gone_or_blocked,
    sum(papers) AS papers
FROM artifact_status WHERE kind LIKE 'github%' AND kind <> 'github_pages' OR kind LIKE 'hf%'
GROUP BY owner ORDER BY artifacts DESC, papers DESC, owner LIMIT :limit
