"""The questionnaires that come with the portal: a FHIR file each, and beside it what we say and count about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.catalogue.documents import CatalogueFault, Fault, read_document
from app.catalogue.languages import LANGUAGES
from app.instruments.importing import Imported, import_questionnaire
from app.instruments.reckoning import reckoning_faults
from app.instruments.sidecar import Sidecar, read_sidecar
from app.rules.answers import AgeBand, ForWhom
from app.rules.questionnaire import Questionnaire, Texts, walk
from app.rules.scoring import FlagRule, Score

FOLDER = "questionnaires"  # inside the catalogue


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A questionnaire with all that is known about it.

    ``ages`` is empty when it is for every age. ``wording`` says which version of the words this is. Where
    ``needs_text`` is true the questions' own words belong to others: nobody may be asked before a leader has imported
    the official file (``official.with_official_text``).
    """

    key: str
    form: Questionnaire
    audience: tuple[ForWhom, ...]
    ages: tuple[AgeBand, ...] = ()
    minutes: int
    intro: Texts
    wording: str
    needs_text: bool = False
    scores: tuple[Score, ...] = ()
    flags: tuple[FlagRule, ...] = ()
    source: str
    copyright: str
    checked: date
    burdens: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    def suits(self, for_whom: ForWhom, age: AgeBand | None) -> bool:
        """Whether it was made for this person. An age that was not told counts against nobody."""
        return for_whom in self.audience and (not self.ages or age is None or age in self.ages)


def load_library(folder: Path) -> Mapping[str, Instrument]:
    """Every questionnaire in a folder, by its key, which is its file's name.

    Raises ``CatalogueFault`` with every fault at once: file, line, remedy.
    """
    faults: list[Fault] = []
    names = sorted({each.stem for ending in ("json", "toml") for each in folder.glob(f"*.{ending}")})
    if not names:
        faults.append(Fault(file=".", line=1, remedy="there is no questionnaire; add a .json with its .toml"))
    found = [_load(folder, name, faults) for name in names]
    if faults:
        raise CatalogueFault(faults)
    return {each.key: each for each in found if each}


def _load(folder: Path, name: str, faults: list[Fault]) -> Instrument | None:
    form = _form(folder, name, faults)
    document = read_document(folder, f"{name}.toml", faults)
    sidecar = read_sidecar(document)
    if form is None or sidecar is None:
        return None
    for path, remedy in (*reckoning_faults(form, sidecar.scores, sidecar.flags), *_nowhere(form, sidecar)):
        document.fault(path, remedy)
    return _instrument(name, form, sidecar)


def _nowhere(form: Questionnaire, sidecar: Sidecar) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is to be read first and is asked nowhere."""
    for name in ("burdens", "wishes", "goals"):
        for link_id in getattr(sidecar, name):
            if link_id not in form.by_id:
                yield (name,), f"there is no question '{link_id}'; name one of the form's"


def _instrument(name: str, form: Questionnaire, sidecar: Sidecar) -> Instrument:
    return Instrument(
        key=name,
        form=form,
        audience=sidecar.audience,
        ages=sidecar.ages,
        minutes=sidecar.minutes,
        intro=sidecar.intro,
        wording=sidecar.wording,
        needs_text=sidecar.needs_text,
        scores=sidecar.scores,
        flags=sidecar.flags,
        source=sidecar.source,
        copyright=sidecar.copyright,
        checked=sidecar.checked,
        burdens=sidecar.burdens,
        wishes=sidecar.wishes,
        goals=sidecar.goals,
    )


def _form(folder: Path, name: str, faults: list[Fault]) -> Questionnaire | None:
    """The form, in every language and just as it is written. What an upload is forgiven, our own file is not."""
    file = f"{name}.json"
    try:
        imported = import_questionnaire((folder / file).read_bytes())
    except FileNotFoundError:
        faults.append(Fault(file=file, line=1, remedy="the file is missing; add the questionnaire beside its .toml"))
        return None
    remedies = [*_not_as_written(imported), *(_not_said(imported.form) if imported.form else ())]
    if imported.form and imported.form.key != name:
        remedies.append(f'its name is \'{imported.form.key}\'; write "name": "{name}"')
    faults += [Fault(file=file, line=1, remedy=each) for each in remedies]
    return None if remedies else imported.form


def _not_as_written(imported: Imported) -> list[str]:
    return [
        f"it is {each.fate} ({each.said}) {f'at {each.where} ' if each.where else ''}{each.what}".strip()
        + "; run: python -m app questionnaires check"
        for each in imported.findings
    ]


def _not_said(form: Questionnaire) -> list[str]:
    """Every text that is missing in a language."""
    texts: list[tuple[str, Texts]] = [("the title", form.title)]
    for item in walk(form.items):
        texts.append((f"the text of {item.link_id}", item.text))
        texts += [(f"the help of {item.link_id}", each) for each in (item.help, item.open_label) if each]
        texts += [(f"the choice {each.key} of {item.link_id}", each.text) for each in item.options]
    return [
        f"{what} has no translation '{language}'; add one"
        for what, text in texts
        for language in LANGUAGES
        if not text.get(language)
    ]
