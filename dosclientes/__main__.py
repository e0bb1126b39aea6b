"""`python -m dosclientes` is `dosclientes`."""

import sys

from dosclientes.cli import main

if __name__ == "__main__":
    sys.exit(main())
