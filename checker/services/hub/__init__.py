"""The Hugging Face Hub: its repositories, and its index of papers."""
