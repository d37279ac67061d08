"""``python -m dxmetrics``: the command line (design: architecture.md, Commands)."""

import argparse
import sys

from dxmetrics.cli.main import main


def serve(options: argparse.Namespace) -> int:
    """The one command that needs the whole of the dashboard; the others start without it."""
    from dxmetrics.ui import server

    return server.run(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], serve))
