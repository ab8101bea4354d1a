"""The subcommands: what they print and how they end. No Qt."""
