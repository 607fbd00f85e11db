"""Answers that somebody has given at home, for tests about what the desk does with them."""

from collections.abc import Mapping
from uuid import UUID

from app.answer_sets import OpenSet, begin, mark_sent, sets_of
from app.desk import unlocked
from app.models import Inquiry
from app.portal import Portal
from app.rules.filling import Filling, Provenance
from app.rules.questionnaire import Answers, Passed


def chosen(portal: Portal, key: str, **picked: int) -> Answers:
    """Answers to choices, by their place among the options."""
    form = portal.library[key].form
    return {link_id: (form.by_id[link_id].options[at].value,) for link_id, at in picked.items()}


def sent(
    portal: Portal,
    inquiry_id: UUID,
    key: str,
    answers: Answers,
    *,
    passed: Mapping[str, Passed] | None = None,
    may_export: bool = False,
    is_sent: bool = True,
) -> str:
    """A set that Nadia has filled in at home. Returns its key."""
    form = portal.library[key].form
    with portal.data.writing() as session:
        dossier = unlocked(portal.vault, session.get_one(Inquiry, inquiry_id))
        assert dossier
        filling = Filling(
            key=key,
            version=form.version,
            provenance=Provenance.SELF,
            answers=answers,
            passed=passed or {},
            may_export=may_export,
        )
        begun = begin(session, dossier.case, filling, now=portal.now())
        if is_sent:
            mark_sent(begun.row, now=portal.now())
        return begun.key


def sets(portal: Portal, inquiry_id: UUID) -> list[OpenSet]:
    with portal.data.reading() as session:
        dossier = unlocked(portal.vault, session.get_one(Inquiry, inquiry_id))
        assert dossier
        return sets_of(session, dossier.case)
