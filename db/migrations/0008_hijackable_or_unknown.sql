-- Whether a link can be hijacked is null where nobody looked. SQLite can't take NOT NULL from a column: another takes
-- its place. The views are made anew when the database is opened.
DROP VIEW IF EXISTS artifact_status;
DROP VIEW IF EXISTS paper_status;
DROP VIEW IF EXISTS candidate_status;
DROP VIEW IF EXISTS archive_status;
DROP VIEW IF EXISTS changes;
ALTER TABLE verdicts ADD COLUMN can_be_hijacked INTEGER;
UPDATE verdicts SET can_be_hijacked = hijackable WHERE hijackable = 1 OR identity <> 'unknown';
ALTER TABLE verdicts DROP COLUMN hijackable;
ALTER TABLE verdicts RENAME COLUMN can_be_hijacked TO hijackable;
