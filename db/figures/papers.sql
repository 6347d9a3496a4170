-- Papers by status, with those that claim or promise something and print no link
SELECT s.status, count(*) AS papers FROM paper_status AS s GROUP BY s.status
