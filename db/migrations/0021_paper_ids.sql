-- A paper's id has one form: a DOI bare and in small letters, arXiv's id bare and without its version. What was kept under
-- two forms of one id is one paper, with the history of both.
PRAGMA defer_foreign_keys = ON;
CREATE TEMP TABLE renamed AS
SELECT id AS old, canonical_paper_id(id) AS new FROM papers WHERE canonical_paper_id(id) <> id;
INSERT OR IGNORE INTO papers (id, title, published, source, claim, first_run, last_run, claim_evidence, listed)
SELECT r.new, p.title, p.published, p.source, p.claim, p.first_run, p.last_run, p.claim_evidence, p.listed
FROM renamed AS r JOIN papers AS p ON p.id = r.old ORDER BY p.last_run DESC;
UPDATE papers SET
    first_run = min(first_run, (SELECT min(p.first_run) FROM renamed AS r JOIN papers AS p ON p.id = r.old WHERE r.new = papers.id)),
    listed = max(listed, (SELECT max(p.listed) FROM renamed AS r JOIN papers AS p ON p.id = r.old WHERE r.new = papers.id))
WHERE id IN (SELECT new FROM renamed);
UPDATE OR IGNORE links SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
UPDATE OR IGNORE candidates SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
UPDATE cross_checks SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
UPDATE OR IGNORE listings SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
UPDATE OR IGNORE unlisted SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
UPDATE claims SET paper_id = (SELECT new FROM renamed WHERE old = paper_id) WHERE paper_id IN (SELECT old FROM renamed);
-- What is left under an old id stands under the new one already.
DELETE FROM links WHERE paper_id IN (SELECT old FROM renamed);
DELETE FROM candidates WHERE paper_id IN (SELECT old FROM renamed);
DELETE FROM listings WHERE paper_id IN (SELECT old FROM renamed);
DELETE FROM unlisted WHERE paper_id IN (SELECT old FROM renamed);
DELETE FROM papers WHERE id IN (SELECT old FROM renamed);
DROP TABLE renamed;
