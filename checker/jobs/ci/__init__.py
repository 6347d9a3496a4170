"""What a CI job does around a run: history kept between jobs, annotations, a summary, issues."""
