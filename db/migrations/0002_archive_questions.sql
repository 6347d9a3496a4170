-- copy: is there one (present, absent, unknown); save: make one (accepted, pending, rejected, unknown).
ALTER TABLE archives ADD COLUMN question TEXT NOT NULL DEFAULT 'copy';
-- The archive's own words: the address under which it was found, the note beside a rejection.
ALTER TABLE archives ADD COLUMN detail TEXT NOT NULL DEFAULT '';
