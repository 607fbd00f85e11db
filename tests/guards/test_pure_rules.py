"""The rules are the law and the centres' choices, and nothing else: no clock, no world, only the standard library."""

import ast
import sys

from tests.guards.source import APP, imported, modules, short

RULES = APP / "rules"
# Parts of the standard library that reach out of the function's own arguments.
OUTSIDE = {"os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "urllib", "tempfile", "shutil", "io"}
CLOCK = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time"}
# Everybody else asks the portal, whose clock can be set. These only measure how long something took, or stamp a log.
OWN_CLOCKS = {"app/portal.py", "app/web/trace.py", "app/commands/logs.py", "app/vault/code_stock.py"}


def test_rules_import_the_standard_library_and_each_other() -> None:
    for path, tree in modules(RULES):
        for name in imported(tree):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("app.rules"), f"{short(path)} imports {name}"


def test_rules_reach_for_nothing_outside_their_arguments() -> None:
    for path, tree in modules(RULES):
        reached = {name.split(".")[0] for name in imported(tree)} & OUTSIDE
        assert not reached, f"{short(path)} imports {reached}"
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"open", "print", "input", "exec", "eval"}, short(path)


def clock_reads(tree: ast.Module) -> list[int]:
    """Lines on which something asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in CLOCK_OWNERS
    ]


def test_rules_never_read_the_clock() -> None:
    for path, tree in modules(RULES):
        assert not clock_reads(tree), f"{short(path)}: time comes in as an argument"


def test_nobody_reads_the_clock_but_the_portal() -> None:
    """A test, a demonstration and a daylight-saving drill must be able to set the time of the whole program."""
    readers = {short(path) for path, tree in modules() if clock_reads(tree)}
    assert readers <= OWN_CLOCKS, readers - OWN_CLOCKS


def test_the_guard_sees_a_clock() -> None:
    assert clock_reads(ast.parse("from datetime import datetime\nx = datetime.now()"))
    assert not clock_reads(ast.parse("def due(now):\n    return now.date()"))
