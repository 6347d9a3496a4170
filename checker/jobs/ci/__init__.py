"""What `reprolinks ci` does around a run: history between jobs, annotations, a summary, issues."""
