"""Every choice has words on the screen, in Danish and in English."""

import inspect
import re
from collections.abc import Mapping
from enum import Enum
from importlib import import_module

import pytest

from app.web.language import FIRST, LANGUAGES, TEXTS
from app.web.words import PAIRS, WORDS, options, words
from tests.guards.source import APP, modules, templates

# Where the words are, for what ``app/web/words.py`` does not say: tables with a text for each member.
SAID_BY = {
    "app.booking.choosing.Part": ("app.booking.views:PARTS",),
    "app.instruments.report.Fate": ("app.web.import_words:FATES",),
    "app.instruments.report.Said": ("app.web.import_words:TO_STAFF",),
    "app.own_view.Next": ("app.web.step_words:GOING_ON",),
    "app.rules.clocks.ClockKind": ("app.web.clock_words:TO_STAFF",),
    "app.rules.service_reasons.Verdict": ("app.web.service_terms:VERDICTS", "app.web.service_terms:VERDICTS_TO_STAFF"),
    "app.rules.service_reasons.WayOn": (
        "app.web.service_words:WAYS_TO_CITIZEN",
        "app.web.service_words:WAYS_TO_STAFF",
    ),
    "app.rules.service_reasons.Why": ("app.web.service_words:TO_CITIZEN", "app.web.service_words:TO_STAFF"),
    "app.appointments.own_groups.Room": ("app.booking.group_views:ROOMS",),
    "app.appointments.week_strip.DayState": ("app.booking.promise_words:STATES",),
    "app.rules.typed_answers.Wrong": ("app.questionnaires.forms:WORDS",),
    "app.rules.promise_watch.Cause": ("app.booking.alarm_words:CAUSES",),
    "app.rules.promise_watch.Level": ("app.booking.promise_words:LEVELS",),
    "app.rules.promise_watch.Remedy": ("app.booking.alarm_words:REMEDIES",),
    "app.rules.services.Access": ("app.web.service_terms:ACCESSES",),
    "app.rules.services.Anonymity": ("app.web.service_terms:ANONYMITIES",),
    "app.rules.services.Condition": (
        "app.web.condition_words:MET_TO_CITIZEN",
        "app.web.condition_words:ASKED_OF_CITIZEN",
        "app.web.condition_words:UNMET_TO_CITIZEN",
        "app.web.condition_words:MET_TO_STAFF",
        "app.web.condition_words:ASKED_BY_STAFF",
        "app.web.condition_words:UNMET_TO_STAFF",
    ),
    "app.rules.services.GroupOf": ("app.web.service_terms:GROUPS",),
    "app.rules.services.Mode": ("app.web.service_terms:MODES",),
    "app.rules.services.Price": ("app.web.service_terms:PRICES",),
    "app.rules.services.ServiceKind": ("app.web.service_terms:KINDS",),
    "app.rules.services.Transport": ("app.web.service_terms:TRANSPORTS",),
    "app.rules.urgency.Urgency": ("app.triage.rows:URGENCIES",),
    "app.triage.forms.OpenReason": ("app.triage.forms:OPEN_REASONS",),
    "app.triage.forms.Outcome": ("app.triage.forms:OUTCOMES",),
    "app.triage.forms.SkipReason": ("app.triage.forms:SKIP_REASONS",),
}
# A member that needs no words, and why.
NO_WORDS = {("app.own_view.Next", "CLOSED"): "after the end nothing comes next"}
# What is never said as it is, and why not.
NEVER_SAID = {
    "app.questionnaires.actions.Kept": "each is a page or a way on",
    "app.follow_up.queries.Part": "the list's template has a label for each and is rendered with all of them",
    "app.rules.complaints.Way": "app/visitation/letter.py has a sentence for each",
    "app.rules.visitation.ItemState": "what waits is on the agenda, what is decided has a letter",
    "app.rules.visitation.StartFault": "app/visitation/forms.py has a sentence for each, beside the field",
    "app.catalogue.services.Treated": "how a file says it; the substance's words are Substance's",
    "app.inquiries.citizen.Who": "three addresses; the questions' words are ForWhom's",
    "app.rules.clock_changes.PauseReason": "a pause is told by the clock's own sentence",
    "app.rules.filling.SetState": "a set is under a heading of its own, or it has a day on which it was sent",
    "app.rules.questionnaire.ItemKind": "a question's kind is how it is asked",
    "app.rules.questionnaire.Operator": "a condition is never shown; the question it hides is not there",
    "app.rules.scoring.Missing": "how a file says it; what is missing is shown question by question",
    "app.rules.plain_text.FaultKind": "app/web/forms.py has a sentence for each kind of fault",
    "app.rules.questions.Step": "each step is a page",
    "app.rules.urgency.Reason": "app/triage/sentences.py builds a sentence of them; tests/triage checks it",
    "app.settings.Mode": "the operator's",
    "app.settings.Role": "the operator's",
    "app.timeline.Actor": "the timeline says a name or 'the citizen'",
    "app.timeline.What": "app/triage/history.py says what the desk may see of it; the rest is for the auditor",
    "app.rules.searching.Kind": "a search's name in the chain; triage/staff/search.html has words for each",
    "app.timeline.SearchedBy": "part of a search's name in the chain, for the auditor",
    "app.triage.queries.Tab": "the queue's template has a label for each and is rendered with all of them",
    "app.web.contact_fields.YesNo": "yes and no stand in the template",
    "app.web.admission.Lane": "where a request is counted is nobody's to know",
    "app.web.protection.Doubt": "why a form was not believed is nobody's to know",
}


def every_enum() -> dict[str, type[Enum]]:
    found: dict[str, type[Enum]] = {}
    for path, _ in modules():
        name = ".".join(path.relative_to(APP.parent).with_suffix("").parts).removesuffix(".__init__")
        if name.startswith(("app.commands", "app.demo", "app.__main__")):
            continue
        for _, kind in inspect.getmembers(import_module(name), inspect.isclass):
            if issubclass(kind, Enum) and kind.__module__ == name:
                found[f"{name}.{kind.__qualname__}"] = kind
    return found


def table(place: str) -> Mapping[Enum, str]:
    module, _, name = place.partition(":")
    found: Mapping[Enum, str] = getattr(import_module(module), name)
    return found


def test_every_enum_is_said_somewhere_and_nowhere_in_two_ways() -> None:
    for name, kind in every_enum().items():
        said = {member for member in kind if (kind, member) in WORDS}
        if name in SAID_BY:
            assert not said, f"{name} has words in two places"
            wanted = {member for member in kind if (name, member.name) not in NO_WORDS}
            assert {key for place in SAID_BY[name] for key in table(place)} == wanted, name
        elif name in NEVER_SAID:
            assert not said, f"{name} is said after all; take it off the list"
        else:
            assert said == set(kind), f"{name} has no words for {set(kind) - said}"


def test_the_lists_name_nothing_that_is_gone() -> None:
    assert {*SAID_BY, *NEVER_SAID} <= set(every_enum())


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != FIRST])
def test_every_choice_is_translated(language: str) -> None:
    """The text itself may be the same in two languages; that somebody has thought of it may not be missing."""
    tables = (text for places in SAID_BY.values() for place in places for text in table(place).values())
    for text in (*(text for _, text in PAIRS), *tables):
        assert text in TEXTS[language]._texts, f"no {language} for '{text}'"


def test_no_two_choices_of_one_question_read_alike() -> None:
    for kind in {type(member) for member, _ in PAIRS}:
        for language in LANGUAGES:
            said = [words(member, language) for member in kind]
            assert len(set(said)) == len(said), (kind, language, said)


def test_templates_ask_for_choices_that_exist() -> None:
    for name, source in templates():
        for choices in re.findall(r"\boptions\(\s*[\"'](\w+)[\"']\s*\)", source):
            assert options(choices, FIRST), f"{name} asks for options('{choices}')"
