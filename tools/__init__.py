"""Scripts for those who work on SCIM Explorer."""
