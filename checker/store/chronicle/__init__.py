"""The content of a database as lines for version control (`export --history`), and a database restored from them."""
