"""What was sent and received, and the log of it."""
