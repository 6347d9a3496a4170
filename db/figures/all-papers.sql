-- All papers, by id
SELECT s.*, p.authors, p.venue FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id ORDER BY s.paper_id
