"""``questionnaires check FILE | import FILE | list``: read a file as the desk would, put it into use, see all."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sqlalchemy import select

from app.commands import CommandFault
from app.commands.stores import opened_portal
from app.instruments.importing import MOST_BYTES, import_questionnaire
from app.instruments.library import FOLDER, Instrument, load_library
from app.instruments.report import Finding
from app.models import Staff
from app.portal import Portal
from app.questionnaires import putting_into_use
from app.rules.answers import AgeBand, ForWhom
from app.rules.questionnaire import Questionnaire, walk
from app.rules.triage import Role
from app.settings import catalogue_folder
from app.web.import_words import fate_words, finding_words

LANGUAGE = "en"  # an operator's
ROW = "{key:<16}{questions:>9}  {version:<14}{wording:<10}{audience:<14}{title}"


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    check = deeds.add_parser("check", help="say what an import would refuse, simplify or leave out; changes nothing")
    check.add_argument("file", type=Path, help="a FHIR R4 or R5 Questionnaire in JSON")
    take = deeds.add_parser("import", help="read a file and put it into use at a leader's centre")
    take.add_argument("file", type=Path, help="a FHIR R4 or R5 Questionnaire in JSON")
    take.add_argument("--by", required=True, help="the e-mail of the leader who decides it")
    take.add_argument("--for", dest="for_whom", required=True, action="append", choices=[str(each) for each in ForWhom])
    take.add_argument("--age", action="append", default=[], choices=[str(each) for each in AgeBand], help="none: all")
    take.add_argument("--words-for", default="", help="the questionnaire of ours whose official text the file holds")
    deeds.add_parser("list", help="the questionnaires in the catalogue, with their versions")


def run(arguments: Namespace) -> int:
    match arguments.deed:
        case "check":
            return check(arguments.file)
        case "import":
            with opened_portal(desk=True) as portal:
                return take_in(portal, arguments)
        case _:
            return listed()


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


def take_in(portal: Portal, asked: Namespace) -> int:
    """Read it, say what was not taken as it stood, and ask it of these people. Status 1 when the file is refused."""
    content, now = content_of(asked.file), portal.now()
    with portal.data.writing() as session:
        leader = session.scalar(select(Staff).where(Staff.email == asked.by, Staff.active.is_(True)))
        if leader is None or leader.role != Role.LEADER:
            raise CommandFault(f"There is no leader with the e-mail {asked.by}. See: python -m app staff list")
        if asked.words_for and asked.words_for not in portal.library:
            raise CommandFault(f"There is no questionnaire '{asked.words_for}'. See: python -m app questionnaires list")
        read = putting_into_use.read_file(session, portal, leader, content, words_for=asked.words_for, now=now)
        for finding in read.findings:
            print(line(finding))
        if read.instrument is None:
            print(f"{asked.file}: refused")
            return 1
        version, centre = read.instrument.form.version, leader.centre
        for_whom, ages = tuple(map(ForWhom, asked.for_whom)), tuple(map(AgeBand, asked.age))
        putting_into_use.put_into_use(session, portal, leader, version, for_whom=for_whom, ages=ages, now=now)
    print(f"{asked.file}: in use at {centre}. {summary(read.instrument.form)}")
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
