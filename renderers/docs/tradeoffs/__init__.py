"""What an architecture costs and gains: the architects' judgement, and what the model itself shows."""
