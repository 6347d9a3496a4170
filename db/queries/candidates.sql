-- Artifacts that Hugging Face names for papers which do not print them: who named each, and whether it exists
-- Finds code for papers that print no link to it. These are no links of the papers and are in no rate.
-- asked by: an editor of an index of papers with code
-- column: relation: How it relates to what the paper prints: other (it prints another repository), beside (it prints links to other things), unlinked (it prints none).
-- column: added_by: Who named it: user, auto (the service itself), tag (the artifact's own card).
-- column: evidence: How the service names it, in words.
-- column: last_seen_at: When it was last named.
SELECT paper_id, title, claim, relation, kind, target, added_by, evidence, availability, reason, last_seen_at
FROM candidate_status WHERE relation <> 'same'
