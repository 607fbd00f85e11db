"""The program's own source, read as text and as syntax trees, for the guards that read instead of running."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"


@cache
def modules(folder: Path = APP) -> tuple[tuple[Path, ast.Module], ...]:
    """Every Python file under a folder, with its tree."""
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8"), str(path))) for path in sorted(folder.rglob("*.py"))
    )


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.Module) -> Iterator[str]:
    """The full name of every module that is imported, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text constant; a text with values in it has ``*`` where they go."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def templates() -> Iterator[tuple[str, str]]:
    """Every template's name and source."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield path.relative_to(TEMPLATES).as_posix(), path.read_text(encoding="utf-8")
