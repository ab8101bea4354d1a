"""Which operators and constructs of a list query a server supports, found out by reading."""
