"""One package per output: a renderer turns a view or an architecture into files, and changes neither."""
