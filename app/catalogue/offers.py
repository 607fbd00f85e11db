"""What a centre offers and which doors it opens, in the words of its files and with their sources."""

from dataclasses import dataclass
from datetime import date

from app.catalogue.languages import Translations, said
from app.rules.answers import AgeBand, ForWhom, Substance
from app.rules.questions import Step
from app.rules.services import Service


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Where a value was read and when, or that it was only assumed: no release may rest on an assumed one."""

    source: str | None
    checked: date | None
    assumed: bool
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One service with its words. ``assumed_values`` are names of the service's values that no source states."""

    service: Service
    name: Translations
    about: Translations
    stated: Stated
    assumed_values: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.service.key

    def name_in(self, language: str) -> str:
        return said(self.name, language)

    def about_in(self, language: str) -> str:
        """What it is, in one sentence."""
        return said(self.about, language)


@dataclass(frozen=True, kw_only=True)
class Door:
    """One way in that a centre opens beside its front page (A4). Whoever comes through stands in the same queue.

    ``slug`` is its address. ``audience`` are the choices of its first question, 'which way in', in their order; with
    one choice nothing is asked. ``asks_first`` is the question that then comes before the others. ``age`` and
    ``substance`` are answered by coming through this door; the person sees them and may change them.
    """

    slug: str
    name: Translations
    intro: Translations
    audience: tuple[ForWhom, ...]
    asks_first: Step | None
    age: AgeBand | None
    substance: Substance | None
    stated: Stated

    def name_in(self, language: str) -> str:
        return said(self.name, language)

    def intro_in(self, language: str) -> str:
        return said(self.intro, language)
