"""An embedded SCIM endpoint to try everything with."""
