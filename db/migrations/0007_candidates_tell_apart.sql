-- A page that others name for a paper is told apart by its query too, as one that a paper prints is; and the version of
-- the rules stands with each verdict (NULL: by a release that did not keep it).
UPDATE OR IGNORE artifacts SET key = key || substr(url, instr(url, '?'))
  WHERE kind IN ('other', 'archive') AND instr(url, '?') > 0 AND instr(key, '?') = 0;
ALTER TABLE verdicts ADD COLUMN rules INTEGER;
UPDATE OR IGNORE candidates SET artifact_id = (SELECT b.id FROM artifacts AS a JOIN artifacts AS b
    ON b.key = a.key || substr(a.url, instr(a.url, '?')) WHERE a.id = candidates.artifact_id)
  WHERE artifact_id IN (SELECT id FROM artifacts
    WHERE kind IN ('other', 'archive') AND instr(url, '?') > 0 AND instr(key, '?') = 0);
