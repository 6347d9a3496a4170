-- What is asked is the address as a paper prints it. An artifact can be there under one printed form and not under
-- another; another form that works is a hint to whoever mends the link.
ALTER TABLE links ADD COLUMN printed TEXT NOT NULL DEFAULT '';
ALTER TABLE verdicts ADD COLUMN broken_forms TEXT NOT NULL DEFAULT '[]';
ALTER TABLE verdicts ADD COLUMN works_as TEXT NOT NULL DEFAULT '';
-- In a path of a page the case counts: bit.ly/AbC and bit.ly/aBc are two. In the name of a host, and in a DOI, it does not.
UPDATE OR IGNORE artifacts SET key = kind || ':' || lower(substr(target || '/', 1, instr(target || '/', '/') - 1))
    || CASE WHEN lower(target) LIKE 'doi.org/%' THEN lower(substr(target, instr(target || '/', '/')))
       ELSE substr(target, instr(target || '/', '/')) END
    || CASE WHEN instr(url, '?') > 0 THEN substr(url, instr(url, '?')) ELSE '' END
  WHERE kind IN ('other', 'archive');
