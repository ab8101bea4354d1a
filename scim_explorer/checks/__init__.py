"""Judgements on an endpoint: the connection doctor."""
