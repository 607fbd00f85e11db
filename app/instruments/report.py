"""What an import did with everything it could not take as it stood. Nothing is dropped in silence."""

from dataclasses import dataclass
from enum import StrEnum

from app.instruments.texts import plain

MOST_SHOWN = 300


class Fate(StrEnum):
    REFUSED = "refused"  # the whole file is: it could not be asked as its author meant it
    DEGRADED = "degraded"  # asked in a simpler way
    IGNORED = "ignored"  # makes no difference to what is asked or counted


class Said(StrEnum):
    """Everything the importer may have to say. The words are ``web.import_words``."""

    NOT_JSON = "not_json"
    TOO_BIG = "too_big"
    NO_QUESTIONNAIRE = "no_questionnaire"
    NO_ITEMS = "no_items"
    TOO_DEEP = "too_deep"
    TOO_MANY_ITEMS = "too_many_items"
    TOO_MANY_OPTIONS = "too_many_options"
    TOO_LONG = "too_long"
    NO_LINK_ID = "no_link_id"
    SAME_LINK_ID = "same_link_id"
    UNKNOWN_TYPE = "unknown_type"
    NO_OPTIONS = "no_options"
    OPTIONS_ELSEWHERE = "options_elsewhere"
    MODIFIER = "modifier"
    EXPRESSION = "expression"
    UNKNOWN_CONDITION = "unknown_condition"
    CONDITION_NOWHERE = "condition_nowhere"
    LOOP = "loop"
    BAD_VALUE = "bad_value"
    OTHER_IN_BUNDLE = "other_in_bundle"
    REPEATING_GROUP = "repeating_group"
    CONTROL = "control"
    MARKUP = "markup"
    CALCULATED = "calculated"
    CONSTRAINT = "constraint"
    ALL_OR_ANY = "all_or_any"
    RESTS_ON_CALCULATED = "rests_on_calculated"
    BAD_CHARACTERS = "bad_characters"
    RENDERING = "rendering"
    NOT_DANISH = "not_danish"
    OTHER_NUMBER = "other_number"
    OTHER_OPTIONS = "other_options"
    AND_MORE = "and_more"
    PREFILL = "prefill"
    EXTENSION = "extension"
    NO_TEXT = "no_text"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``where`` is an item's link id, or empty for the whole file; ``what`` is a name from the file."""

    fate: Fate
    said: Said
    where: str = ""
    what: str = ""


class Report:
    """Collects findings, each once. Of one fate ``MOST_SHOWN`` are kept, and then one that says there are more."""

    def __init__(self) -> None:
        self._found: dict[Fate, dict[Finding, None]] = {fate: {} for fate in Fate}
        self._order: list[Finding] = []

    def refuse(self, said: Said, where: str = "", what: object = "") -> None:
        self._add(Fate.REFUSED, said, where, what)

    def degrade(self, said: Said, where: str = "", what: object = "") -> None:
        self._add(Fate.DEGRADED, said, where, what)

    def ignore(self, said: Said, where: str = "", what: object = "") -> None:
        self._add(Fate.IGNORED, said, where, what)

    @property
    def refused(self) -> bool:
        return bool(self._found[Fate.REFUSED])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """In the order in which they were made."""
        return tuple(self._order)

    def _add(self, fate: Fate, said: Said, where: str, what: object) -> None:
        known = self._found[fate]
        if len(known) > MOST_SHOWN:
            return
        finding = Finding(fate=fate, said=said, where=plain(where)[:80], what=plain(str(what)[:200])[:120])
        if len(known) == MOST_SHOWN:
            finding = Finding(fate=fate, said=Said.AND_MORE)
        if finding not in known:
            known[finding] = None
            self._order.append(finding)
