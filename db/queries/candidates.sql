-- What Hugging Face names for papers that they do not print themselves, by whose word, and whether it is there
SELECT paper_id, title, claim, relation, kind, target, added_by, evidence, availability, reason, last_seen_at
FROM candidate_status WHERE relation <> 'same'
