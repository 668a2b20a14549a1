"""`python -m tests.new_kind dynamodb_table`."""

import sys

from tests.new_kind import main

sys.exit(main(sys.argv[1:]))
