"""`python -m samples.generator`: see samples/README.md."""

from __future__ import annotations

from samples.generator.cli import app

if __name__ == "__main__":
    app()
