"""``python -m scim_explorer``: the same as the command ``scim-explorer``."""

from __future__ import annotations

import sys

from scim_explorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
