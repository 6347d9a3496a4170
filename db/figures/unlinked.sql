-- Papers that say that something is out, or will be, and print no link
SELECT paper_id, title, published, source, claim, status, links, available, unavailable, unknown, claim_evidence
FROM paper_status WHERE status IN ('claimed_without_link', 'promised_without_link') ORDER BY title, paper_id
