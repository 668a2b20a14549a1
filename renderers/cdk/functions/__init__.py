"""Lambda functions that deployments bring along, and the assets they are deployed as."""
