"""The function that creates PostgreSQL extensions; only index.py is deployed."""
