"""The one door to the network, and SCIM operations behind it."""
