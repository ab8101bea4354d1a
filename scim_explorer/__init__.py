"""SCIM Explorer: see what a SCIM 2.0 endpoint really does."""

__version__ = "0.1.0"
