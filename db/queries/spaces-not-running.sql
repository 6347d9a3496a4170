-- Demonstrations at Hugging Face whose files are there and that do not run
-- asked by: an author who wants to restart the demonstration
SELECT target, url, papers, checked_at FROM artifact_status
WHERE kind = 'hf_space' AND reason = 'space_not_running' ORDER BY papers DESC, target
