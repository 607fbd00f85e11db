"""An inquiry while it is being written: sealed under the browser's token, read by nobody else."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Request

from app.catalogue import Catalogue
from app.models.stored import dump_answers, load_answers
from app.portal import Portal
from app.rules.answers import Answers
from app.rules.questions import Step, met, next_step, step_before, steps, tidied
from app.vault import browser
from app.vault.browser import OpenDraft
from app.web.cookies import DRAFT
from app.web.request import NoDraft, Now, ThisPortal


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
    """The draft behind the browser's cookie. Raises ``NoDraft``."""
    if found := find_draft(request, portal, now=now):
        return found
    raise NoDraft


def find_draft(request: Request, portal: Portal, *, now: Now) -> Writing | None:
    token = request.cookies.get(DRAFT)
    if not token:
        return None
    with portal.vault.keystore.reading() as session:
        draft = browser.open_draft(session, token, now=now)
    return Writing(token, draft, load_answers(draft.content), portal.catalogue) if draft else None


def begin(portal: Portal, answers: Answers, *, now: Now) -> str:
    """Store a new draft. Returns the token for its cookie."""
    with portal.vault.keystore.writing() as session:
        return browser.begin_draft(session, dump_answers(answers), now=now)


def save(portal: Portal, writing: Writing) -> None:
    with portal.vault.keystore.writing() as session:
        browser.save_draft(session, writing.token, writing.draft, dump_answers(writing.answers))


def throw_away(portal: Portal, token: str) -> None:
    """Delete a draft, and a code that waits to be shown, at once."""
    with portal.vault.keystore.writing() as session:
        browser.drop_draft(session, token)
        browser.drop_code(session, token)


OwnDraft = Annotated[Writing, Depends(current_draft)]
