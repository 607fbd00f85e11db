"""What happens to the clocks when a person tells more, wishes something else, or asks to wait.

A promised clock never moves back by itself. It stops only when the citizen no longer wishes for treatment,
and it stands still only for a reason from a closed list.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.rules.answers import AgeBand, ForWhom, Substance, Wish
from app.rules.centre_policy import CentrePolicy
from app.rules.clocks import TREATMENT_KINDS, Clock, ClockKind, promised_clocks

# Which earlier clocks counted the same wish. The new one keeps their day, and takes their place.
_SAME_WISH = {
    ClockKind.TREATMENT_ALCOHOL: frozenset({ClockKind.TREATMENT_UNSPECIFIED}),
    ClockKind.TREATMENT_DRUGS: frozenset({ClockKind.TREATMENT_UNSPECIFIED, ClockKind.TREATMENT_DRUGS_ANONYMOUS}),
    ClockKind.TREATMENT_DRUGS_ANONYMOUS: frozenset({ClockKind.TREATMENT_UNSPECIFIED}),
}
# A stronger clock that already runs makes these say nothing new: a name taken back takes no promise away.
_STRONGER = {
    ClockKind.TREATMENT_DRUGS_ANONYMOUS: frozenset({ClockKind.TREATMENT_DRUGS}),
    ClockKind.TREATMENT_UNSPECIFIED: TREATMENT_KINDS - {ClockKind.TREATMENT_UNSPECIFIED, ClockKind.DOCTOR},
}


def clocks_after_change(
    clocks: Iterable[Clock],
    *,
    for_whom: ForWhom,
    wish: Wish | None,
    substance: Substance | None,
    named: bool,
    age: AgeBand | None,
    hypothetical: bool,
    changed_on: date,
    policy: CentrePolicy,
) -> tuple[Clock, ...]:
    """The clocks once the person has told all this, where ``clocks`` were running before (N1, N2).

    A treatment clock starts on the day the wish was expressed: ``changed_on`` for a new wish, the earlier day
    when only the name or the substance came later (the strictest reading of § 101, and nobody loses their place).
    'I don't know' is no withdrawal; a wish for advice alone is. Wished for again before its date, the old clock
    goes on unchanged; after it, a new one starts.
    """
    old = tuple(_stopped(clock) if wish is Wish.ADVICE else clock for clock in clocks)
    wanted = promised_clocks(
        for_whom=for_whom,
        wish=wish,
        substance=substance,
        named=named,
        age=age,
        hypothetical=hypothetical,
        sent_on=changed_on,
        policy=policy,
    )
    new = {clock.kind: _placed(clock, old, changed_on) for clock in wanted if not _says_nothing_new(clock, old)}
    kept = [clock for clock in old if clock.kind not in new and not _replaced(clock, new.values())]
    order = list(ClockKind)
    return tuple(sorted([*kept, *new.values()], key=lambda clock: order.index(clock.kind)))


def _stopped(clock: Clock) -> Clock:
    return replace(clock, running=False) if clock.kind in TREATMENT_KINDS else clock


def _says_nothing_new(clock: Clock, old: tuple[Clock, ...]) -> bool:
    stronger = _STRONGER.get(clock.kind, frozenset())
    return any(each.running and each.kind in stronger for each in old)


def _placed(clock: Clock, old: tuple[Clock, ...], changed_on: date) -> Clock:
    """The wanted clock on the day where it belongs: the old one itself, or counted from the earlier wish."""
    same = next((each for each in old if each.kind is clock.kind), None)
    if same and same.met_on:
        return same
    if same and (same.running or same.due_on is None or same.due_on >= changed_on):
        return replace(same, running=True)
    kept = next((each for each in old if each.met_on and each.kind in _same_wish_as(clock.kind)), None)
    if kept:
        return replace(kept, kind=clock.kind, basis=clock.basis, is_law=clock.is_law, is_target=clock.is_target)
    earlier = [each for each in old if each.running and each.kind in _same_wish_as(clock.kind)]
    if not earlier:
        return clock
    starts_on = min(each.starts_on for each in earlier)
    if clock.due_on is None:
        return replace(clock, starts_on=starts_on)
    due_on = clock.due_on - (clock.starts_on - starts_on)
    dates = [each.due_on for each in earlier if each.due_on and each.kind in _SAME_WISH.get(clock.kind, ())]
    return replace(clock, starts_on=starts_on, due_on=min([due_on, *dates]))


def _same_wish_as(kind: ClockKind) -> frozenset[ClockKind]:
    if kind is ClockKind.DOCTOR:
        return _SAME_WISH[ClockKind.TREATMENT_DRUGS] | {ClockKind.TREATMENT_DRUGS}
    return _SAME_WISH.get(kind, frozenset())


def _replaced(clock: Clock, new: Iterable[Clock]) -> bool:
    """Whether a new clock promises at least as much for the same wish."""
    heirs = (each for each in new if clock.kind in _SAME_WISH.get(each.kind, ()))
    return any(not clock.promised or each.promised for each in heirs)


class PauseReason(StrEnum):
    """The closed list (design §5). 'No answer' is not on it, and never will be."""

    FREE_CHOICE = "free_choice"  # the citizen chooses another place (B2, C6)
    CITIZEN_ASKS_TO_WAIT = "citizen_asks_to_wait"


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A clock stands still from ``starts_on`` until it runs again on ``ends_on``. ``by`` says who wrote it down."""

    reason: PauseReason
    starts_on: date
    ends_on: date | None
    by: str

    def __post_init__(self) -> None:
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("A pause ends on the day it began, or later.")


def with_pauses(clock: Clock, pauses: Iterable[Pause], today: date) -> Clock:
    """The clock as it stands ``today``, moved by exactly the days it stood still.

    The stored clock is never rewritten: who reads both sees what was promised and why it moved. Free choice pauses
    treatment only. Days that overlap count once, and a pause after the last day mends nothing.
    """
    due_on, counted_to, paused = clock.due_on, clock.starts_on, False
    for pause in sorted(pauses, key=lambda each: each.starts_on):
        if pause.reason is PauseReason.FREE_CHOICE and clock.kind not in TREATMENT_KINDS:
            continue
        begins, ends = max(pause.starts_on, counted_to), min(pause.ends_on or today, today)
        paused = paused or pause.starts_on <= today < (pause.ends_on or date.max)
        if due_on and ends > begins and begins <= due_on:
            due_on += ends - begins
            counted_to = ends
    return replace(clock, due_on=due_on, running=clock.running and not paused)
