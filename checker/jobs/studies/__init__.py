"""What others published and measured, beside ours."""
