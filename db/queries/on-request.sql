-- Papers that offer their code or data on request
-- asked by: a researcher who studies what such offers are worth
SELECT paper_id, title, published, status, links, claim_evidence FROM paper_status
WHERE claim = 'on_request' ORDER BY published, title
