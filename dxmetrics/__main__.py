"""``python -m dxmetrics``: the command line (design: architecture.md, Commands)."""

import sys

from dxmetrics.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
