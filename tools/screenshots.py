"""Makes the pictures of README and docs from the running program.

    python tools/screenshots.py [FOLDER]

One process a picture, on the demo endpoint, in a throw-away config folder.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (
    ("main-light", "light", "1440x900"),
    ("main-dark", "dark", "1440x900"),
    ("small-light", "light", "1100x700"),
    ("small-dark", "dark", "1100x700"),
)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    failures = 0
    for name, theme, size in PICTURES:
        with tempfile.TemporaryDirectory() as config:
            command = [sys.executable, "-m", "scim_explorer", "--demo", "--config-dir", config]
            command += ["--theme", theme, "--size", size]
            command += ["--screenshot", str(folder / f"{name}.png")]
            code = subprocess.run(command, cwd=ROOT, check=False).returncode
        print(f"{name}: {'written' if code == 0 else f'failed with {code}'}")
        failures += code != 0
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
