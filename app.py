"""Starts the page: ``python app.py [--port 7860]``. The same as ``workbench page``."""

from __future__ import annotations

import argparse
import sys

from workbench.errors import WorkbenchError
from workbench.ui import HOST, serve


def main() -> int:
    """The exit code: 0 after Ctrl-C, 2 for bad use."""
    parser = argparse.ArgumentParser(description="The German News Workbench in your browser.")
    parser.add_argument("--port", type=int, default=None, help="the port on this machine (WORKBENCH_PORT, or 7860)")
    parser.add_argument("--host", default=HOST, help="the address to listen on; the default is this machine alone")
    options = parser.parse_args()
    try:
        serve(options.host, options.port)
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
