-- What a verdict says of content and maintenance beside one word each.
ALTER TABLE verdicts ADD COLUMN ticks TEXT NOT NULL DEFAULT '{}';     -- JSON: item of the completeness checklist -> what shows it
ALTER TABLE verdicts ADD COLUMN policies TEXT NOT NULL DEFAULT '{}';  -- JSON: maintenance policy -> what it says
