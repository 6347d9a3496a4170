-- Links, a row for each mention of an artifact in a paper, those of earlier readings too.
-- key: link_id
-- references: paper_id papers.paper_id
-- references: artifact_id artifacts.artifact_id
-- references: last_run runs.run_id
SELECT
    l.id AS link_id,  -- integer: The number of the link in the database.
    l.paper_id AS paper_id,  -- string: The paper that prints it.
    l.artifact_id AS artifact_id,  -- integer: The artifact that it points to.
    p.last_run = l.last_run AND p.listed AS current,  -- boolean: Whether the newest reading of a listed paper has it; figures count these alone.
    l.target AS target,  -- string: The canonical name of what it points to, in the case that the paper writes.
    l.raw AS raw,  -- string: The exact text of the link.
    l.printed AS printed,  -- string: The address that is requested: the text without blanks, line ends, LaTeX and entities, and with a scheme; empty where it is the canonical address.
    l.field AS field,  -- string: The part of the paper that it is in: abstract, comments, or the record's own name of a field.
    l.start_offset AS start_offset,  -- integer: Where it starts in that part, in characters from 0.
    l.end_offset AS end_offset,  -- integer: Where it ends in that part, in characters from 0, the end left out.
    l.line AS line,  -- integer: The line of the input that it is on, from 1; 0 where that is not known.
    l.line_column AS line_column,  -- integer: The column of that line, in characters from 1; 0 where that is not known.
    l.ownership AS ownership,  -- string of Ownership: Whose artifact it is.
    l.evidence AS evidence,  -- string: The sentence that tells whose it is, cut to 400 characters.
    l.reading AS reading,  -- integer: Which alternative of an ambiguous link exists: 0 for the printed one, else the number of another one.
    l.last_run AS last_run  -- integer: The last run that found it in the paper.
FROM links AS l JOIN papers AS p ON p.id = l.paper_id
ORDER BY l.id
