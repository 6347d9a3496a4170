-- Papers, a row each, with the present status of their links.
-- key: paper_id
-- references: first_run runs.run_id
-- references: last_run runs.run_id
SELECT
    p.id AS paper_id,  -- string: The source's own id: a bare DOI in small letters, a bare arXiv id without its version, or what the source calls it; made from the title where the source gives none.
    p.title AS title,  -- string: The title as the source gives it.
    p.published AS published,  -- string: When it was published, as ISO 8601: a year, a month, a day or a moment in UTC, as exact as the source is; empty where it gives none.
    p.authors AS authors,  -- string: Who wrote it, as the source has it; empty where it does not say.
    p.venue AS venue,  -- string: Where it appeared, as the source has it; empty where it does not say.
    p.source AS source,  -- string: The input that it was read from last: the path of a file as given, or the name of a live source.
    p.line AS line,  -- integer: The line of that input on which its record begins, from 1; 0 where that is not known.
    p.listed AS listed,  -- boolean: Whether a source still has it; what no source has counts in no figure.
    p.claim AS claim,  -- string of Claim: What it says of its own code, models and data.
    p.claim_evidence AS claim_evidence,  -- string: The sentence that claims or promises a release without a link, cut to 400 characters; empty with links.
    s.status AS status,  -- string of PaperStatus: The status of its links; missing where no source lists the paper.
    s.links AS links,  -- integer: How many distinct artifacts it links to.
    s.available AS available,  -- integer: How many of these are available.
    s.unavailable AS unavailable,  -- integer: How many of these are known and not available.
    s.unknown AS unknown,  -- integer: How many of these could not be found out; they are in no rate.
    p.first_run AS first_run,  -- integer: The run that read it first.
    p.last_run AS last_run  -- integer: The run that read it last.
FROM papers AS p LEFT JOIN paper_status AS s ON s.paper_id = p.id
ORDER BY p.id
