"""Recording: a builder runs on stand-ins for the CDK, and its calls become a program."""
