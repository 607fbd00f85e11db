"""What holds in a week without being an appointment: open hours, meetings, absence and closed days, in words."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.appointments.calendar import exception_value
from app.booking import week_rows
from app.booking.week import Block
from app.booking.week_reader import Reader
from app.models import OpenException, OpenRule
from app.rules.danish_days import danish_day, danish_moment
from app.rules.minutes import moment_of
from app.rules.open_hours import ExceptionKind, RuleKind, Window, span_on
from app.web.calendar_words import reason_said
from app.web.language import mark


def open_hours(reader: Reader) -> Iterator[Block]:
    """Hours without appointments: the centre's own, and each counsellor's."""
    coming = week_rows.coming_today(reader.session, reader.centre.key, today=danish_day(reader.now))
    for day in reader.days:
        for who, window in windows_of(reader, day, RuleKind.DROP_IN):
            begins, ends = moment_of(window.begins), moment_of(window.ends)
            lines = [reader.name(who)] if who else []
            if day == danish_day(reader.now) and coming and ends > reader.now:
                lines.append(reader.said(mark("%(n)s er på vej")) % {"n": coming})
            yield Block(
                kind="drop",
                begins=begins,
                ends=ends,
                title=reader.said(mark("Åben råd\u00adgivning")),  # may be broken where the box is narrow
                lines=tuple(lines),
                who=frozenset({who} if who else ()),
            )


def windows_of(reader: Reader, day: date, kind: RuleKind) -> Iterator[tuple[int | None, Window]]:
    """The centre's windows of one kind on a day, then each counsellor's. One who is alone with a closed day is away."""
    closed = reader.calendar.is_closed(day)
    owners = [None, *(each.id for each in reader.calendar.counsellors if each.there_on(day) and not closed)]
    for who in owners:
        if reader.concerns(who):
            yield from ((who, each) for each in reader.calendar.hours.windows(who, day, kind))


def meetings(reader: Reader) -> Iterator[Block]:
    rules = week_rows.meeting_rules(reader.session, reader.centre.key, reader.monday)
    for day in reader.days:
        if reader.calendar.is_closed(day):
            continue
        for who, window in windows_of(reader, day, RuleKind.MEETING):
            yield Block(
                kind="meet",
                begins=moment_of(window.begins),
                ends=moment_of(window.ends),
                title=meeting_name(rules, who, window) or reader.said(mark("Møde")),
                lines=(reader.name(who),) if who else (),
                who=frozenset({who} if who else ()),
            )


def meeting_name(rules: Iterable[OpenRule], who: int | None, window: Window) -> str:
    begins = danish_moment(moment_of(window.begins))
    return next(
        (
            each.name
            for each in rules
            if each.resource_id == who and each.weekday == begins.weekday() and each.opens <= begins.time()
        ),
        "",
    )


def partly_away(reader: Reader, exceptions: Iterable[OpenException]) -> Iterator[Block]:
    """Some hours of a day on which somebody is not there, or nobody is."""
    for row in exceptions:
        if row.kind != ExceptionKind.CLOSED or row.opens is None or not reader.concerns(row.resource_id):
            continue
        for day in reader.days:
            if row.first_day <= day <= row.last_day:
                yield away_block(reader, row, day)


def away_block(reader: Reader, row: OpenException, day: date) -> Block:
    begins, ends = (moment_of(each) for each in span_on(day, exception_value(row)))
    why = reason_said(row.reason, reader.language)
    mine = row.resource_id
    return Block(
        kind="away" if mine else "shut",
        begins=begins,
        ends=ends,
        title=why if mine else reader.said(mark("Lukket")),
        lines=(reader.name(mine) if mine else why,),
        who=frozenset({mine} if mine else ()),
    )


def all_day(reader: Reader, day: date, exceptions: Iterable[OpenException]) -> Iterator[str]:
    """Closed, and who is away the whole day."""
    today = [row for row in exceptions if row.first_day <= day <= row.last_day and row.opens is None]
    today = [row for row in today if row.kind == ExceptionKind.CLOSED]
    declared = next((row for row in today if row.resource_id is None), None)
    if declared:
        yield reader.said(mark("Lukket: %(why)s")) % {"why": reason_said(declared.reason, reader.language).lower()}
    elif day in reader.calendar.hours.closed_dates:
        yield reader.said(mark("Lukket: helligdag eller fast lukkedag"))
    for row in today:
        if row.resource_id and reader.concerns(row.resource_id) and row.resource_id in reader.calendar.resources:
            about = {"name": reader.name(row.resource_id), "why": reason_said(row.reason, reader.language).lower()}
            yield reader.said(mark("%(name)s: %(why)s")) % about
