"""What documents and tests ask of a kind: the parts of its home that no layer below reads."""
