"""The tests' time: Tuesday 24 November 2026, 13.40 in Denmark, until a test says otherwise."""

from datetime import UTC, datetime, timedelta

TUESDAY = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, moment: datetime = TUESDAY):
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, **how_long: float) -> None:
        self.moment += timedelta(**how_long)
