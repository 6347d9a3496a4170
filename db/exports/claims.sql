-- Claims, a row whenever a paper claims something else than before: a promise and its fulfilment stay visible.
-- key: claim_id
-- references: paper_id papers.paper_id
-- references: run_id runs.run_id
SELECT
    c.id AS claim_id,  -- integer: The number of the claim in the database.
    c.paper_id AS paper_id,  -- string: The paper that makes it.
    c.run_id AS run_id,  -- integer: The run that read it.
    c.at AS at,  -- datetime: When it was read.
    c.claim AS claim,  -- string of Claim: What the paper says of its own code, models and data.
    c.evidence AS evidence  -- string: The sentence that says so, cut to 400 characters; empty where the claim follows from links.
FROM claims AS c
ORDER BY c.id
