"""GitHub: GraphQL in batches, REST for second opinions and where GraphQL can't tell."""
