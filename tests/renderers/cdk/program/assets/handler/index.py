"""A function that is uploaded in tests, and never run."""


def handler(event: object, context: object) -> object:
    """Give back what came in."""
    del context
    return event
