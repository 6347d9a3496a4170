-- Papers none or not all of whose artifacts are available
-- One row a paper, the broken ones first.
-- asked by: a chair or an editor
SELECT paper_id, title, published, status, links, available, unavailable, unknown FROM paper_status
WHERE status IN ('broken', 'degraded') ORDER BY status, title
