"""The APIs of forges other than GitHub: facts about repositories that git does not have."""
