"""Nothing grows without being noticed: files, functions, and folders nobody has a line for."""

import ast
from collections.abc import Iterator

from tests.guards.source import APP, ROOT, modules, short

LONGEST_FILE, LONGEST_FUNCTION = 250, 40
AIM_FILE, AIM_FUNCTION = 200, 30


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_too_long() -> None:
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path, _ in modules()}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    over_aim = sorted((length, name) for name, length in lengths.items() if length > AIM_FILE)
    assert len(over_aim) <= 5, f"more and more files over {AIM_FILE} lines: {over_aim}"


def test_no_function_is_too_long() -> None:
    lengths = {(short(path), name): length for path, tree in modules() for name, length in functions(tree)}
    assert not {where: length for where, length in lengths.items() if length > LONGEST_FUNCTION}
    over_aim = sorted((length, where) for where, length in lengths.items() if length > AIM_FUNCTION)
    assert len(over_aim) <= 15, f"more and more functions over {AIM_FUNCTION} lines: {over_aim}"


def test_a_module_begins_with_what_it_is_for() -> None:
    silent = [short(path) for path, tree in modules() if tree.body and not ast.get_docstring(tree)]
    assert not silent


def test_the_map_in_the_readme_has_a_line_for_every_folder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = [path for path in APP.iterdir() if path.is_dir() and any(path.glob("*.py"))]
    assert not [path.name for path in folders if f"| `app/{path.name}/` |" not in readme]


def test_the_map_in_the_readme_names_nothing_that_is_gone() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `") and line.count("`") > 1]
    folders = [each for each in named if each.endswith("/")]
    assert len(folders) > 10, "the map is not where this test looks"
    assert not [each for each in folders if not (ROOT / each).is_dir()]
