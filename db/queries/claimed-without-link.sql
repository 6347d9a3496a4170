-- Papers that say that something is out, or will be, and print no link
-- Gives the sentence that says so, for a reader to judge.
-- asked by: a chair who asks authors for the missing link before publication
SELECT paper_id, title, published, claim, status, claim_evidence FROM paper_status
WHERE status IN ('claimed_without_link', 'promised_without_link') ORDER BY status, title
