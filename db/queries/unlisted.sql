-- Papers that no source lists any more; they are in no figure and keep their history
-- asked by: an operator who wonders why a figure fell
SELECT id AS paper_id, title, published, source, last_run FROM papers WHERE NOT listed ORDER BY last_run DESC, title
