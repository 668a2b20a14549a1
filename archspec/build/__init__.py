"""Building: the pictures, documents, findings and assemblies of specs, written to a folder."""
