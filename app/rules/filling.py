"""One person's way through one questionnaire: what was answered, what was passed over, and what two devices did (A2).

What is no longer asked is kept here, so that a change of mind brings it back; ``branching.submitted`` says what counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.rules.questionnaire import Answers, Passed, Value


class Provenance(StrEnum):
    """How the answers came about: alone, with a counsellor at the counter, or in a talk."""

    SELF = "self"
    COUNTER = "counter"
    INTERVIEW = "interview"


class SetState(StrEnum):
    """A set that is begun is its owner's alone; one that is sent is read, and never changed."""

    BEGUN = "begun"
    SENT = "sent"


Told = tuple[Value, ...] | Passed | None  # what stands at a question: answers, why there are none, or nothing yet


@dataclass(frozen=True, kw_only=True)
class Filling:
    """The answers to one version of one form, for ever. ``changed``: at which revision each was last told.

    ``may_export``: the citizen lets them leave the system as a file.
    """

    key: str
    version: str
    provenance: Provenance
    answers: Answers = field(default_factory=dict)
    passed: Mapping[str, Passed] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    may_export: bool = False

    def told(self, link_id: str) -> Told:
        return self.answers.get(link_id) or self.passed.get(link_id)

    def with_told(self, link_id: str, told: Told, *, revision: int) -> "Filling":
        """The same with something else at one question. The last word counts; what stood there is gone."""
        answers = {each: values for each, values in self.answers.items() if each != link_id}
        passed = {each: why for each, why in self.passed.items() if each != link_id}
        if isinstance(told, Passed):
            passed[link_id] = told
        elif told:
            answers[link_id] = told
        return replace(self, answers=answers, passed=passed, changed={**self.changed, link_id: revision})

    def clashes(self, link_id: str, told: Told, *, seen: int) -> bool:
        """Whether something else was told here since the page was shown: by another device, or in another tab."""
        changed = self.changed.get(link_id)
        return changed is not None and changed > seen and (self.told(link_id) or None) != (told or None)
