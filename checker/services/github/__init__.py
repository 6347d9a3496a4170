"""GitHub: GraphQL in batches; REST to confirm what GraphQL reports, and where GraphQL has no answer."""
