-- The sentence that claims or promises a release without a link, at most 400 characters of it; empty with links.
ALTER TABLE papers ADD COLUMN claim_evidence TEXT NOT NULL DEFAULT '';
