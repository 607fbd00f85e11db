"""A second reader of calendar files, written from RFC 5545 and not from the library that wrote them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LINE = re.compile(r"^(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=[^:;]+)*):(?P<value>.*)$")
ESCAPED = {r"\n": "\n", r"\N": "\n", r"\,": ",", r"\;": ";", r"\\": "\\"}
MOST_OCTETS = 75


class Line(NamedTuple):
    value: str
    parameters: str = ""


def read(text: bytes) -> Iterator[dict[str, Line]]:
    """The events of a file. Fails where a strict reader would: bare line ends, long lines, blocks that do not close."""
    assert text.endswith(b"\r\n")
    raw = text[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= MOST_OCTETS for line in raw)
    lines = re.sub(rb"\r\n[ \t]", b"", text[:-2]).decode("utf-8").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    event: dict[str, Line] | None = None
    for line in lines[1:-1]:
        found = LINE.match(line)
        assert found, line
        name, value = found["name"], re.sub(r"\\[nN,;\\]", lambda each: ESCAPED[each[0]], found["value"])
        if name in ("BEGIN", "END"):
            assert (value, event is None) == ("VEVENT", name == "BEGIN"), line
            if event is not None:
                assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)
                yield event
            event = {} if name == "BEGIN" else None
        elif event is not None:
            assert name not in event, f"{name} twice"
            event[name] = Line(value, found["parameters"])
    assert event is None
