"""Words to values: each module writes the mentions of one kind on a parsed text, for extractors to read."""
