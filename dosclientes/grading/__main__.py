"""`python -m dosclientes.grading ASSIGNMENT …`."""

import sys

from dosclientes.grading.command import main

sys.exit(main())
