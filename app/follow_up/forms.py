"""What is said about follow-ups, and by somebody who comes back."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from app.follow_up.actions import Coming
from app.follow_up.queries import Part
from app.rules.answers import Danger, Wish
from app.rules.follow_up import FollowedUp
from app.web.forms import FormModel, clean

LONGEST = 5_000


def own_words(value: Any) -> str:
    return clean(value, max_chars=LONGEST, multiline=True)


class ConsentForm(FormModel):
    follow_up: Literal["yes", "no"]


class SettledForm(FormModel):
    how: FollowedUp


class ComingForm(FormModel):
    wish: Wish
    danger: Danger
    reuse: Literal["yes", "no"]
    person: Literal["same", "another", ""] = ""
    words: Annotated[str, BeforeValidator(own_words)] = ""

    @property
    def coming(self) -> Coming:
        same = {"same": True, "another": False}.get(self.person)
        return Coming(wish=self.wish, danger=self.danger, reuse=self.reuse == "yes", same_person=same, words=self.words)


def part_asked(text: str) -> Part:
    """The part in the address; what is none is the first."""
    return next((part for part in Part if part == text), Part.DUE)
