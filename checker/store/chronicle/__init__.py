"""The history of a database as lines for version control, and a database made from them again."""
