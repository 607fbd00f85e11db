"""``questionnaires``: a file is checked without changing anything, and the catalogue's are listed."""

from pathlib import Path

from app.instruments.importing import MOST_BYTES
from app.portal import Portal
from app.questionnaires_in_use import offered
from app.rules.answers import ForWhom
from app.settings import Settings
from tests.commands.conftest import Terminal
from tests.instruments.files import coding, file, question


def test_list_shows_every_one_with_its_version_and_whether_its_words_are_there(terminal: Terminal) -> None:
    said = terminal("questionnaires", "list")
    assert said.status == 0
    lines = {line.split()[0]: line.split() for line in said.out.splitlines()[1:]}
    assert lines["audit"][1] == "10"
    assert len(lines["audit"][2]) == 12
    assert lines["audit"][3:5] == ["missing", "self"]
    assert lines["forberedelse"][3:5] == ["there", "self"]
    assert lines["taet_paa"][4] == "relative"
    assert len(lines) == 11


def test_check_says_what_an_import_would_do(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(file(question(text="<b>Hej</b>"), question("c", "choice", answerOption=[coding("a")])))
    said = terminal("questionnaires", "check", str(path))
    assert said.status == 0
    assert said.out.splitlines()[0] == "Simplified [q]: The text has formatting. It is shown without."
    assert "can be imported. 2 questions in da, version " in said.out


def test_check_refuses_with_the_reason(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(file(question("f", "attachment")))
    said = terminal("questionnaires", "check", str(path))
    assert said.status == 1
    assert said.out.splitlines() == [
        "Refused [f]: Questions of the type attachment cannot be asked here.",
        "Refused: There are no questions in the file.",
        f"{path}: refused",
    ]


def test_check_reads_no_more_of_a_file_than_it_may(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    path.write_bytes(b" " * (MOST_BYTES + 100))
    assert "may be 2 MB at most" in terminal("questionnaires", "check", str(path)).out


def test_a_file_that_is_not_there_is_the_operators_to_mend(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal("questionnaires", "check", str(tmp_path / "nowhere.json"))
    assert said.status == 2
    assert "cannot be read" in said.err


def leader(terminal: Terminal, role: str = "leader") -> str:
    who = ("--name", "Karin Holm", "--email", "karin@haderslev.test", "--centre", "haderslev", "--role", role)
    assert terminal("staff", "add", *who).status == 0
    return "karin@haderslev.test"


def test_import_puts_a_file_into_use(environment: Settings, terminal: Terminal, tmp_path: Path, portal: Portal) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(file(question(text="Hej")))
    said = terminal("questionnaires", "import", str(path), "--by", leader(terminal), "--for", "relative")
    assert said.status == 0, said
    assert "in use at haderslev. 1 questions in da" in said.out
    with portal.data.reading() as session:
        assert len(offered(session, portal, "haderslev", ForWhom.RELATIVE, None)) == 2
        assert len(offered(session, portal, "ishoej", ForWhom.RELATIVE, None)) == 1


def test_import_refuses_who_is_no_leader(environment: Settings, terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(file(question(text="Hej")))
    by = leader(terminal, role="counsellor")
    said = terminal("questionnaires", "import", str(path), "--by", by, "--for", "self")
    assert (said.status, "no leader" in said.err) == (2, True), said


def test_import_refuses_a_bad_file_with_its_reason(
    environment: Settings, terminal: Terminal, tmp_path: Path, portal: Portal
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(b"{")
    said = terminal("questionnaires", "import", str(path), "--by", leader(terminal), "--for", "self")
    assert said.status == 1
    assert said.out.splitlines()[-1] == f"{path}: refused"
    with portal.data.reading() as session:
        assert [each.key for each in offered(session, portal, "haderslev", ForWhom.SELF, None)] == [
            "forberedelse",
            "ung",
        ]
