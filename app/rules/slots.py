"""Free times: computed from open windows and from what is taken, and never stored.

What is taken is one number a resource, with one bit for every five minutes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.rules.open_hours import Window
from app.rules.services import Mode
from app.rules.talks import CELL_MINUTES, Talk

RELEASED_BEFORE = 24 * 60  # minutes before it begins, a time kept for first talks is anybody's


class Slot(NamedTuple):
    """A time that could be had: when it begins, how, and with whom."""

    begins: int
    mode: Mode
    counsellor: int


@dataclass(frozen=True)
class Needs:
    """What each way of meeting takes beside a counsellor: one of these resources, or nothing when there are none."""

    of: Mapping[Mode, tuple[int, ...]]

    def free_one(self, mode: Mode, mask: int, taken: Mapping[int, int]) -> tuple[bool, int | None]:
        """Whether it can be had, and which resource it would take."""
        resources = self.of.get(mode)
        if not resources:
            return True, None
        found = next((each for each in resources if not taken.get(each, 0) & mask), None)
        return found is not None, found


def slots(
    talk: Talk,
    windows: Mapping[int, Sequence[Window]],
    taken: Mapping[int, int],
    needs: Needs,
    *,
    base: int,
    now: int,
    until: int,
    notice: int | None = None,
) -> Iterator[Slot]:
    """Every time for a talk, counsellor by counsellor. ``windows`` are each counsellor's, ``base`` the cell that bit 0
    of ``taken`` stands for, ``now`` and ``until`` minutes. A time begins no sooner than the talk's notice allows.
    """
    earliest = now + (talk.notice_minutes if notice is None else notice)
    span = (1 << cells_of(talk.before + talk.minutes + talk.after)) - 1
    for counsellor, open_windows in windows.items():
        busy = taken.get(counsellor, 0)
        for window in open_windows:
            modes = [mode for mode in talk.modes if mode in window.modes]
            for begins in beginnings(talk, window, earliest=earliest, until=until, now=now):
                mask = span << ((begins - talk.before) // CELL_MINUTES - base)
                if not busy & mask:
                    for mode in modes:
                        if needs.free_one(mode, mask, taken)[0]:
                            yield Slot(begins, mode, counsellor)


def beginnings(talk: Talk, window: Window, *, earliest: int, until: int, now: int) -> Iterator[int]:
    """When a talk could begin in a window, taken or not: it ends within, and begins before ``until``."""
    for begins in range(window.begins, min(window.ends - talk.minutes + 1, until), talk.every):
        if begins >= earliest and not held_for_first(talk, window, begins, now):
            yield begins


def held_for_first(talk: Talk, window: Window, begins: int, now: int) -> bool:
    """Times that are kept for first talks are released to everybody a day before (booking §4)."""
    return window.first_talks_only and not talk.first and begins - now > RELEASED_BEFORE


def fits(
    talk: Talk,
    windows: Sequence[Window],
    begins: int,
    mode: Mode,
    *,
    now: int,
    notice: int | None = None,
    horizon: int | None = None,
) -> bool:
    """Whether the rules allow a talk to begin then: what a form says is checked again, whatever it says.

    ``notice`` and ``horizon``, in minutes, replace the talk's own.
    """
    earliest = now + (talk.notice_minutes if notice is None else notice)
    latest = now + (talk.horizon_days * 24 * 60 if horizon is None else horizon)
    if not earliest <= begins < latest or mode not in talk.modes:
        return False
    return any(
        mode in each.modes
        and each.begins <= begins
        and begins + talk.minutes <= each.ends
        and (begins - each.begins) % talk.every == 0
        and not held_for_first(talk, each, begins, now)
        for each in windows
    )


def cells_of(minutes: int) -> int:
    return -(-minutes // CELL_MINUTES)


def cells_taken(talk: Talk, begins: int) -> range:
    """The cells a talk takes, with what is kept free around it."""
    first = (begins - talk.before) // CELL_MINUTES
    return range(first, first + cells_of(talk.before + talk.minutes + talk.after))
