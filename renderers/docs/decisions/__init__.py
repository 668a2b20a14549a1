"""Decisions in the shape of MADR (Markdown Any Decision Records)."""
