"""Every page is valid HTML, as the W3C's own checker reads it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.pages.album import Album

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

pytestmark = pytest.mark.java


@pytest.fixture(scope="module")
def java() -> str:
    found = os.environ.get("INDGANG_JAVA") or shutil.which("java")
    missing = "no Java runtime" if not found else "no node_modules/vnu-jar" if not CHECKER.exists() else ""
    if missing:
        reason = f"{missing}: the HTML checker cannot run"
        if os.environ.get("INDGANG_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return str(found)


def test_every_page_is_valid_html(album: Album, java: str, tmp_path: Path) -> None:
    for sheet in album:
        (tmp_path / f"{sheet.name}.html").write_text(sheet.html, encoding="utf-8")
    asked = [java, "-jar", str(CHECKER), "--errors-only", "--format", "json", str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=170)
    faults = json.loads(done.stderr or '{"messages": []}')["messages"]
    said = [f"{Path(each['url']).stem}: {each['message']} ({each.get('extract', '')!r})" for each in faults]
    assert not said, f"{len(said)} faults on {len(album)} pages\n" + "\n".join(said[:40])
    assert done.returncode == 0, done.stderr
