"""Somebody who fills in a questionnaire without scripts: every page as it stands, one answer after the other."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.answer_sets import OpenSet, find_by_key, sets_of
from app.instruments.library import Instrument
from app.models import Inquiry
from app.portal import Portal
from app.questionnaires.fields import typed_of
from app.rules.answers import ForWhom
from app.rules.filling import Told
from app.rules.form_pages import Pages, plan
from app.rules.questionnaire import Amount, Answers, Item, ItemKind, Passed, Questionnaire, Value
from app.rules.typed_answers import longest
from app.vault.cases import OpenCase
from tests.instruments.files import answer_to
from tests.security.plain import Plain

LIST = "/min-side/skemaer"


def instrument(form: Questionnaire, **more: Any) -> Instrument:
    """A form of ours for everybody."""
    about: dict[str, Any] = {"audience": tuple(ForWhom), "minutes": 5, "intro": {"da": "En prøve.", "en": "A test."}}
    about |= {"wording": "1", "source": "prøve", "copyright": "ingen", "checked": date(2026, 11, 1), **more}
    return Instrument(key=form.key, form=form, **about)


def asking(portal: Portal, *instruments: Instrument) -> Portal:
    """The same portal with these questionnaires and no others."""
    return replace(portal, library={each.key: each for each in instruments})


def case_in(portal: Portal) -> OpenCase:
    """The only inquiry there is."""
    with portal.data.reading() as session:
        inquiry_id = session.scalars(select(Inquiry.id)).one()
    case = portal.vault.open_for_staff(inquiry_id)
    assert case
    return case


def sets_in(portal: Portal) -> list[OpenSet]:
    with portal.data.reading() as session:
        return sets_of(session, case_in(portal))


class Filler:
    """A browser with a set that is begun. What it has answered is in ``told``, by link id."""

    def __init__(self, plain: Plain, portal: Portal, form: Questionnaire, case: OpenCase | None = None):
        self.plain, self.portal, self.form = plain, portal, form
        self.case = case or case_in(portal)
        self.told: dict[str, Told] = {}
        begun = plain.post(LIST, {"form": form.key})
        assert begun.status_code == 303, begun.text
        self.url = begun.headers["location"]

    @property
    def set(self) -> OpenSet:
        with self.portal.data.reading() as session:
            found = find_by_key(session, self.case, self.url.rpartition("/")[2])
        assert found
        return found

    def at(self, link_id: str) -> str:
        return f"{self.url}/{plan(self.form).places[link_id]}"

    def asked(self) -> list[Item]:
        return list(Pages(self.form, self.set.filling).questions)

    def fields(self, item: Item, told: Told, **more: Any) -> dict[str, Any]:
        """What the page would send for this answer."""
        kept = {"revision": str(self.set.row.revision), "version": self.form.version, **more}
        if isinstance(told, Passed):
            return {**kept, "pass": str(told)}
        typed = typed_of(item, told, "da")
        return {**kept, "choice": list(typed.choice), "own": list(typed.own), "unit": list(typed.unit)}

    def answers(self, link_id: str, told: Told | Mapping[str, Any], *, expect: int = 303, **more: Any) -> Any:
        item = self.form.by_id[link_id]
        fields = {**self.fields(item, None), **told} if isinstance(told, Mapping) else self.fields(item, told, **more)
        answer = self.plain.post(self.at(link_id), fields)
        assert answer.status_code == expect, f"{link_id}: {answer.status_code}"
        if expect == 303 and not isinstance(told, Mapping):
            self.told[link_id] = told
        return answer

    def sends(self, *, expect: int = 303, **more: Any) -> Any:
        fields = {"revision": str(self.set.row.revision), **more}
        answer = self.plain.post(f"{self.url}/tjek", fields)
        assert answer.status_code == expect, answer.text
        return answer


def valid_told(item: Item, chance: random.Random) -> Told:
    """An answer that the question takes, or now and then a reason for none."""
    if chance.random() < 0.15:
        return chance.choice(list(Passed))
    if item.options:
        values = list(dict.fromkeys(each.value for each in item.options if not each.exclusive)) or [
            item.options[0].value
        ]
        return tuple(chance.sample(values, chance.randint(1, min(item.most or 3, 3, len(values)))))
    return tuple(valid_values(item, chance))


def valid_values(item: Item, chance: random.Random) -> Iterator[Value]:
    for _ in range(chance.randint(1, min(item.most or 3, 3))):
        value = answer_to(item, chance)
        if isinstance(value, str):
            value = (value * 40)[: longest(item)].strip() if item.min_length else value[: longest(item)].strip()
        elif isinstance(value, Amount):
            value = Amount(number_within(item, value.number), value.unit)
        elif isinstance(value, bool):
            pass
        elif isinstance(value, int | Decimal):
            number = number_within(item, Decimal(value))
            value = int(number) if item.kind is ItemKind.INTEGER else number
        elif type(value) is date:
            value = day_within(item, value)
        yield value


def number_within(item: Item, number: Decimal) -> Decimal:
    if item.decimals is not None:
        number = Decimal(round(number, item.decimals))
    if isinstance(item.least_value, Decimal):
        number = max(number, item.least_value)
    if isinstance(item.most_value, Decimal):
        number = min(number, item.most_value)
    return Decimal(int(number)) if number == int(number) else number.normalize()


def day_within(item: Item, day: date) -> date:
    if isinstance(item.least_value, date):
        day = max(day, item.least_value)
    if isinstance(item.most_value, date):
        day = min(day, item.most_value)
    return day if day >= date(1900, 1, 1) else date(1900, 1, 1) + timedelta(days=1)


def given(told: Mapping[str, Told]) -> Answers:
    return {link_id: each for link_id, each in told.items() if isinstance(each, tuple)}
