"""A public name means one thing in the package."""

import ast
from collections import Counter
from pathlib import Path

from renderers.cdk import program


def _public_names(module: Path) -> list[str]:
    """Return the names that a module defines."""
    names: list[str] = []
    for statement in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            names.append(statement.name)
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return [name for name in names if not name.startswith("_")]


def test_no_two_modules_define_one_name() -> None:
    """A reader who searches for a name finds one definition."""
    modules = sorted(Path(program.__file__).parent.rglob("*.py"))
    defined = Counter(name for module in modules for name in _public_names(module))
    assert [name for name, count in defined.items() if count > 1] == []
