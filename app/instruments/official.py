"""An official file's words on our own definition: the scoring is ours, the words are their owner's."""

from dataclasses import replace
from decimal import Decimal

from app.instruments.importing import version_of
from app.instruments.library import Instrument
from app.instruments.report import Fate, Finding, Said
from app.instruments.texts import FIRST_LANGUAGE
from app.rules.questionnaire import Coded, Item, ItemKind, Option, Questionnaire, Texts, walk


def with_official_text(instrument: Instrument, imported: Questionnaire) -> Instrument | Finding:
    """The instrument with the words of an imported file, taken by position, and a new version.

    The file must have the same number of scored questions, each with choices of the same weights, in Danish. Its
    choices keep the file's order. What it says before the first question stands around all of them. Questions that
    count nothing are left out. A ``Finding`` says why a file was refused.
    """
    ours = [item for item in walk(instrument.form.items) if item.kind.asks]
    theirs = [item for item in walk(imported.items) if scores(item)]
    if FIRST_LANGUAGE not in imported.languages:
        return Finding(fate=Fate.REFUSED, said=Said.NOT_DANISH, what=", ".join(imported.languages))
    if len(ours) != len(theirs):
        return Finding(fate=Fate.REFUSED, said=Said.OTHER_NUMBER, what=f"{len(theirs)} / {len(ours)}")
    for mine, other in zip(ours, theirs, strict=True):
        if weights(mine) != weights(other):
            return Finding(fate=Fate.REFUSED, said=Said.OTHER_OPTIONS, where=other.link_id)
    said = {mine.link_id: other for mine, other in zip(ours, theirs, strict=True)}
    lead = _before(imported, theirs[0])
    form = replace(
        instrument.form,
        items=tuple(_spoken(each, said, lead) for each in instrument.form.items),
        title={each: text for each, text in instrument.form.title.items() if each in imported.languages},
        languages=tuple(sorted(imported.languages, key=lambda each: (each != FIRST_LANGUAGE, each))),
        source=imported.source or instrument.form.source,
        copyright=imported.copyright or instrument.copyright,
    )
    form = replace(form, version=version_of(form))
    return replace(instrument, form=form, needs_text=False, wording=imported.version, copyright=form.copyright)


def scores(item: Item) -> bool:
    """Whether an item is a question with choices that all count."""
    chooses = item.kind in (ItemKind.CHOICE, ItemKind.OPEN_CHOICE) and not item.hidden
    return chooses and bool(item.options) and all(each.weight is not None for each in item.options)


def weights(item: Item) -> list[Decimal]:
    return sorted(each.weight for each in item.options if each.weight is not None)


def _spoken(item: Item, said: dict[str, Item], lead: Texts) -> Item:
    """One of our items with the file's words. Conditions, codes and weights stay ours."""
    if item.link_id in said:
        words = said[item.link_id]
        options = tuple(_option(item, each) for each in words.options)
        return replace(item, text=words.text, prefix=words.prefix, help=words.help, options=options)
    text = lead if item.kind is ItemKind.GROUP and lead else item.text
    return replace(item, text=text, items=tuple(_spoken(each, said, {}) for each in item.items))


def _option(item: Item, words: Option) -> Option:
    mine = next(each for each in item.options if each.weight == words.weight)
    value = mine.value
    if isinstance(value, Coded):  # what goes out as a file says the same words
        value = value._replace(display=words.text.get(FIRST_LANGUAGE, ""))
    return replace(mine, key=words.key, value=value, text=words.text)


def _before(form: Questionnaire, first: Item) -> Texts:
    """What the file says before its first scored question: what to think of, and over how long."""
    lead: dict[str, str] = {}
    for item in walk(form.items):
        if item.link_id == first.link_id:
            break
        if not item.kind.asks and not item.hidden:
            for language, text in item.text.items():
                lead[language] = f"{lead.get(language, '')} {text}".strip()
    return lead
