"""`python -m kpviewer`."""

import sys

from kpviewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
