-- All papers of one venue, what they link to and what became of it, the broken ones first
-- The venue is compared without case, as a part of what the source of a paper says: ICLR finds ICLR 2024.
-- asked by: a chair or a librarian
-- parameter: venue TEXT: The venue or a part of its name, e.g. ICLR.
SELECT p.id AS paper_id, p.title, p.authors, p.venue, p.published, s.claim, s.status, s.links, s.available, s.unavailable, s.unknown
FROM papers AS p JOIN paper_status AS s ON s.paper_id = p.id
WHERE instr(lower(p.venue), lower(:venue)) > 0
ORDER BY CASE s.status WHEN 'broken' THEN 0 WHEN 'degraded' THEN 1 WHEN 'unknown' THEN 2 WHEN 'ok' THEN 3 ELSE 4 END, p.title
