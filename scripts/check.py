"""``make check``: lint, format, types, import contracts, glossary, sizes, translations. Exits 1 when one fails."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
STEPS = {
    "lint": ["ruff", "check", "src", "tests", "scripts", "benchmarks"],
    "format": ["ruff", "format", "--check", "--quiet", "src", "tests", "scripts", "benchmarks"],
    "types": ["mypy"],
    "import contracts": ["lint-imports", "--no-cache"],
    "glossary, sizes, translations, reference pages": ["pytest", "tests/architecture", "-q", "-p", "no:cacheprovider"],
}


def main() -> int:
    """Runs every step, even after a failure, and says which failed."""
    failed = []
    for name, command in STEPS.items():
        started = time.monotonic()
        done = subprocess.run([str(BIN / command[0]), *command[1:]], capture_output=True, text=True, check=False)
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name}: {verdict} ({time.monotonic() - started:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    print(f"check: {len(STEPS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
