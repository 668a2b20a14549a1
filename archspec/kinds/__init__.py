"""The kinds of component, each in a home of its own: everything that is known of it is there."""
