"""Runs the reference architecture through archspec and its nearest tools, and writes down what each did.

python -m tests.comparison.run FOLDER PYTHON [TOOL...]

FOLDER gets the tools and whatever they write; PYTHON is one of 3.12 or newer, for Cloudwright; TOOL is a function of
peers.py, and without any, all are run. npm and Graphviz's `dot` and `unflatten` have to be on the search path.
docs/comparison.md tells what stands in results.json.
"""

import json
import shutil
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from renderers.cdk.program.installed.library import find_node
from tests.comparison.peers import PEERS, Peer
from tests.comparison.tools import NODE_PACKAGES, PYTHON_PACKAGES, Tools

RESULTS = Path(__file__).parent / "results.json"
OURS = ("archspec-aws", "aws-cdk-lib", "cdk-nag", "cfn-lint", "diagrams")


def versions(tools: Tools) -> dict[str, str]:
    """Return the versions of what was run."""
    others = dict(package.replace("==", "@").split("@") for package in (*PYTHON_PACKAGES, *NODE_PACKAGES))
    node = tools.run(str(find_node()), "--version", where=tools.folder).printed.strip()
    return {**{name: metadata.version(name) for name in OURS}, **others, "node": node}


def compare(tools: Tools, peer: Peer) -> dict[str, Any]:
    """Run a tool in a folder of its own."""
    where = tools.folder / peer.__name__
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir()
    tools.commands.clear()
    outcome = asdict(peer(tools, where))
    return {**outcome, "commands": list(dict.fromkeys(tools.commands))}


def main(folder: str, python: str, *names: str) -> None:
    """Write what was found beside this file, without the path of the folder; tools that are not named stay."""
    where = Path(folder).resolve()
    where.mkdir(parents=True, exist_ok=True)
    tools = Tools(where, python)
    tools.install()
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {"tools": {}}
    results |= {"date": datetime.now(UTC).date().isoformat(), "versions": versions(tools)}
    for peer in PEERS:
        if not names or peer.__name__ in names:
            results["tools"][peer.__name__] = compare(tools, peer)
            text = json.dumps(results, ensure_ascii=False, indent=1).replace(str(where), "FOLDER")
            RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
