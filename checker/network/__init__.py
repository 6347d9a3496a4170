"""How a request travels: transport, address guard, gates and limits, bases, what was spent."""
