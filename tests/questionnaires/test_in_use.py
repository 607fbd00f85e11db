"""What a centre asks is its leader's choice; what somebody began to answer is kept word for word (A2)."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.instruments.importing import version_of
from app.instruments.library import Instrument
from app.models import FormUse, FormVersion, Staff
from app.portal import Portal
from app.questionnaires_in_use import by_version, in_use, keep_version, offered
from app.rules.answers import AgeBand, ForWhom
from app.rules.triage import Role
from tests.people import Desk


def reworded(instrument: Instrument) -> Instrument:
    """The same questionnaire, as it might have been last year."""
    form = replace(instrument.form, title={"da": "Et andet navn", "en": "Another name"})
    return replace(instrument, form=replace(form, version=version_of(form)))


def chosen(
    portal: Portal, desk: Desk, key: str, version: str | None, *, for_whom: str = "self", ages: str = ""
) -> None:
    karin = desk.hired("Karin Holm", "haderslev", Role.LEADER)
    use = {"centre": "haderslev", "key": key, "version": version, "for_whom": for_whom, "ages": ages}
    with portal.data.writing() as session:
        staff_id = session.scalars(select(Staff.id).where(Staff.email == karin.email)).one()
        session.add(FormUse(id=uuid4(), staff_id=staff_id, began_at=portal.now(), ended_at=None, **use))


def test_what_needs_no_words_from_others_is_offered_at_once(portal: Portal) -> None:
    with portal.data.reading() as session:
        grown = offered(session, portal, "haderslev", ForWhom.SELF, AgeBand.FROM_30)
        young = offered(session, portal, "haderslev", ForWhom.SELF, AgeBand.FROM_13_TO_17)
        relative = offered(session, portal, "haderslev", ForWhom.RELATIVE, None)
        professional = offered(session, portal, "haderslev", ForWhom.PROFESSIONAL, None)
    assert [each.key for each in grown] == ["forberedelse"]
    assert [each.key for each in young] == ["ung"]
    assert [each.key for each in relative] == ["taet_paa"]
    assert professional == []


def test_words_that_were_begun_are_kept_for_ever(portal: Portal) -> None:
    old = reworded(portal.library["ung"])
    with portal.data.writing() as session:
        keep_version(session, old, portal.now())
        keep_version(session, old, portal.now())
    with portal.data.reading() as session:
        again = by_version(session, portal, old.form.version)
        assert by_version(session, portal, portal.library["ung"].form.version) is portal.library["ung"]
        assert by_version(session, portal, "never") is None
    assert again == old


def test_words_that_were_changed_answer_nothing(portal: Portal) -> None:
    old = reworded(portal.library["ung"])
    with portal.data.writing() as session:
        keep_version(session, old, portal.now())
    with portal.data.writing() as session:
        row = session.get_one(FormVersion, old.form.version)
        row.form = row.form.replace("Et andet navn", "Et helt andet navn")
    with portal.data.reading() as session, pytest.raises(LookupError, match="damaged"):
        by_version(session, portal, old.form.version)


def test_a_leader_takes_one_out_of_use_at_one_centre_alone(portal: Portal, desk: Desk) -> None:
    chosen(portal, desk, "forberedelse", None)
    with portal.data.reading() as session:
        assert "forberedelse" not in [each.key for each in in_use(session, portal, "haderslev")]
        assert "forberedelse" in [each.key for each in in_use(session, portal, "ishoej")]


def test_a_leader_chooses_the_words_and_whom_they_are_for(portal: Portal, desk: Desk) -> None:
    other = reworded(portal.library["ung"])
    with portal.data.writing() as session:
        keep_version(session, other, portal.now())
    chosen(portal, desk, "ung", other.form.version, for_whom="self,relative", ages="30_plus")
    with portal.data.reading() as session:
        grown = offered(session, portal, "haderslev", ForWhom.RELATIVE, AgeBand.FROM_30)
        young = offered(session, portal, "haderslev", ForWhom.SELF, AgeBand.FROM_13_TO_17)
    assert [each.form.version for each in grown if each.key == "ung"] == [other.form.version]
    assert young == []


def test_there_is_one_choice_at_a_time(portal: Portal, desk: Desk) -> None:
    chosen(portal, desk, "ung", None)
    with portal.data.writing() as session:
        use = session.scalars(select(FormUse)).one()
        again = {"centre": use.centre, "key": use.key, "version": None, "for_whom": "", "ages": ""}
        session.add(FormUse(id=uuid4(), staff_id=use.staff_id, began_at=portal.now(), ended_at=None, **again))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
