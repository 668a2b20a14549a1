"""Runs an asset as Lambda does: a fresh interpreter that sees the asset, the SDK of the runtime, and nothing else.

Started as `python -I -S -B lambda_process.py`, with a JSON object on standard input.
"""

import json
import sys
from importlib import import_module
from pathlib import Path


class _Context:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(1000 * self.seconds)


def main() -> None:
    """Call the handler once, and print which files outside the standard library were imported."""
    order = json.load(sys.stdin)
    standard = set(sys.path)
    sys.path[:0] = [order["asset"], order["runtime"]]
    index = import_module("index")
    if "authority" in order:
        vars(index)["CA_BUNDLE"] = Path(order["authority"])
    index.handler(order["event"], _Context(60))
    files = {str(getattr(module, "__file__", None) or "") for module in sys.modules.values()}
    print(json.dumps(sorted(file for file in files if file and not file.startswith(tuple(standard)))))  # noqa: T201


if __name__ == "__main__":
    main()
