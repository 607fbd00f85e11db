"""An inquiry while it is being written: sealed under the browser's token, read by nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Request

from app.catalogue import Catalogue
from app.inquiries.sent import sent_from
from app.models.stored import dump_answers, load_answers
from app.portal import Portal
from app.rules.answers import Answers
from app.rules.questions import Step, met, next_step, step_before, steps, tidied
from app.vault import browser
from app.vault.browser import OpenDraft
from app.web.cookies import DRAFT
from app.web.request import AlreadySent, NoDraft, Now, ThisPortal


@dataclass(frozen=True)
class Writing:
    """A draft with its answers. What its questions are depends on where the person lives."""

    token: str = field(repr=False)
    draft: OpenDraft
    answers: Answers
    catalogue: Catalogue = field(repr=False)

    @property
    def place_decides(self) -> bool:
        return self.catalogue.centre_for(self.answers.municipality) is not None or self.answers.door is not None

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps(self.answers, place_decides=self.place_decides)

    @property
    def next(self) -> Step | None:
        return next_step(self.answers, place_decides=self.place_decides)

    def before(self, step: Step) -> Step | None:
        return step_before(step, self.answers, place_decides=self.place_decides)

    def with_answers(self, answers: Answers, step: Step) -> "Writing":
        """The same draft with one more question met, and the centre found when the place points to one."""
        if step in (Step.PLACE, Step.FOR_WHOM):
            found = self.catalogue.centre_for(answers.municipality)
            answers = replace(answers, centre=found.key if found else answers.door or answers.centre)
        return replace(self, answers=met(tidied(answers), step))


def current_draft(request: Request, portal: ThisPortal, now: Now) -> Writing:
    """The draft behind the browser's cookie. Raises ``NoDraft``, and ``AlreadySent`` when there is only its code."""
    if sent_from(request, portal, now=now):
        raise AlreadySent
    if found := find_draft(request, portal, now=now):
        return found
    raise NoDraft


def find_draft(request: Request, portal: Portal, *, now: Now) -> Writing | None:
    token = request.cookies.get(DRAFT)
    if not token:
        return None
    with portal.vault.keystore.reading() as session:
        draft = browser.open_draft(session, token, now=now)
    return opened(token, draft, portal.catalogue) if draft else None


def opened(token: str, draft: OpenDraft, catalogue: Catalogue) -> Writing:
    return Writing(token, draft, load_answers(draft.content), catalogue)


def unsent(request: Request, portal: Portal, *, now: Now) -> Writing | None:
    """The draft that is still to be sent, if there is one. Raises ``NoDraft`` when it grew too old before it was."""
    token = request.cookies.get(DRAFT, "")
    try:
        with portal.vault.keystore.reading() as session:
            draft, perhaps_sent = browser.unsent(session, token, now=now)
    except browser.RanOut:
        raise NoDraft from None
    if draft is None or (perhaps_sent and sent_from(request, portal, now=now)):
        return None
    return opened(token, draft, portal.catalogue)


def begin(portal: Portal, answers: Answers, *, now: Now) -> str:
    """Store a new draft. Returns the token for its cookie."""
    with portal.vault.keystore.writing() as session:
        return browser.begin_draft(session, dump_answers(answers), now=now)


def change(portal: Portal, token: str, changed: Callable[[Writing], Writing], *, now: Now) -> Writing:
    """Change a draft as it is stored now, and not as it was when a page was shown: there may be two tabs.

    Raises ``NoDraft`` when it is gone meanwhile.
    """
    with portal.vault.keystore.writing() as session:
        draft = browser.open_draft(session, token, now=now, to_change=True)
        if draft is None:
            raise NoDraft
        writing = changed(opened(token, draft, portal.catalogue))
        browser.save_draft(session, token, draft, dump_answers(writing.answers))
    return writing


def throw_away(portal: Portal, token: str) -> None:
    """Delete a draft, and a code that waits to be shown, at once."""
    with portal.vault.keystore.writing() as session:
        browser.drop_draft(session, token)
        browser.drop_code(session, token)


OwnDraft = Annotated[Writing, Depends(current_draft)]
