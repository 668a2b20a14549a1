"""The CDK as it is installed: its packages, the Node that runs it, and what it declares."""
