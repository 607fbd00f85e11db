"""``questionnaires check FILE | list``: read a file as the desk would, and see which ones come with the portal."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands import CommandFault
from app.instruments.importing import MOST_BYTES, import_questionnaire
from app.instruments.library import FOLDER, Instrument, load_library
from app.instruments.report import Finding
from app.rules.questionnaire import Questionnaire, walk
from app.settings import catalogue_folder
from app.web.import_words import fate_words, finding_words

LANGUAGE = "en"  # an operator's
ROW = "{key:<16}{questions:>9}  {version:<14}{wording:<10}{audience:<14}{title}"


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    check = deeds.add_parser("check", help="say what an import would refuse, simplify or leave out; changes nothing")
    check.add_argument("file", type=Path, help="a FHIR R4 or R5 Questionnaire in JSON")
    deeds.add_parser("list", help="the questionnaires in the catalogue, with their versions")


def run(arguments: Namespace) -> int:
    return check(arguments.file) if arguments.deed == "check" else listed()


def check(file: Path) -> int:
    """The report, a line each. Status 1 when the file is refused."""
    imported = import_questionnaire(content_of(file))
    for finding in imported.findings:
        print(line(finding))
    if imported.form is None:
        print(f"{file}: refused")
        return 1
    print(f"{file}: can be imported. {summary(imported.form)}")
    return 0


def content_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)  # one byte too many is enough to see that it is too big
    except OSError as error:
        raise CommandFault(f"{file} cannot be read: {error.strerror}. Name a file that can.") from None


def line(finding: Finding) -> str:
    where = f" [{finding.where}]" if finding.where else ""
    return f"{fate_words(finding.fate, LANGUAGE)}{where}: {finding_words(finding, LANGUAGE)}"


def summary(form: Questionnaire) -> str:
    asked = sum(item.kind.asks and not item.hidden for item in walk(form.items))
    return f"{asked} questions in {', '.join(form.languages)}, version {form.version[:12]}"


def listed() -> int:
    print(
        ROW.format(key="key", questions="questions", version="version", wording="text", audience="for", title="title")
    )
    for instrument in load_library(catalogue_folder() / FOLDER).values():
        print(row(instrument))
    return 0


def row(instrument: Instrument) -> str:
    asked = sum(item.kind.asks for item in walk(instrument.form.items))
    return ROW.format(
        key=instrument.key,
        questions=asked,
        version=instrument.form.version[:12],
        wording="missing" if instrument.needs_text else "there",
        audience=", ".join(instrument.audience),
        title=instrument.form.title[LANGUAGE],
    )
