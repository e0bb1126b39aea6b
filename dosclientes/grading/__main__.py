"""`python -m dosclientes.grading ASSIGNMENT …`."""

import sys

from .command import main

sys.exit(main())
