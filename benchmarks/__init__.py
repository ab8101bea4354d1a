"""How fast SCIM Explorer is, as ratios against a floor measured in the same run."""
