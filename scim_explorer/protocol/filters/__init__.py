"""Filters of SCIM (RFC 7644 section 3.4.2.2): parsed, printed, judged and evaluated. Pure."""
