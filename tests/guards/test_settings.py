"""Every setting stands in the README, and everything in the README's table is read by the program."""

import re
from pathlib import Path

from tests.guards.source import APP, ROOT, modules, texts

NAME = re.compile(r"\b(?:INDGANG_[A-Z_]+|CREDENTIALS_DIRECTORY)\b")
# For the tests and the demonstration's start alone: told where they are used, not to an operator.
NOT_THE_OPERATORS = {"INDGANG_BROWSER", "INDGANG_JAVA", "INDGANG_REQUIRE_BROWSER"}


def names_in(path: Path) -> set[str]:
    return set(NAME.findall(path.read_text(encoding="utf-8")))


def read_by_the_program() -> set[str]:
    return {name for _, tree in modules(APP) for text in texts(tree) for name in NAME.findall(text)}


def in_the_table() -> set[str]:
    rows = re.findall(r"^\| `(INDGANG_[A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(set(rows)), "a setting stands twice in the README"
    return set(rows)


def test_every_setting_stands_in_the_readme() -> None:
    missing = read_by_the_program() - in_the_table() - {"CREDENTIALS_DIRECTORY"}
    assert not missing
    assert "CREDENTIALS_DIRECTORY" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_promises_no_setting_that_nobody_reads() -> None:
    assert not in_the_table() - read_by_the_program()


def test_nothing_else_names_a_setting_that_is_not_there() -> None:
    known = read_by_the_program() | NOT_THE_OPERATORS
    for path in (ROOT / "dev.py", ROOT / "Dockerfile", ROOT / ".ci" / "run", ROOT / "README.md"):
        if path.exists():
            assert not names_in(path) - known, path.name


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path, _ in modules(APP)
        if re.search(r"\bos\.(?:environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"app/settings.py", "app/commands/keys.py"}, readers
