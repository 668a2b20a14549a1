"""Types of the parts of a kind's home that pages and tests read."""
