"""What Nadia and the staff do in a real browser, told once: write, send, sign in, take, answer."""

from typing import Any

from tests.journeys.served import Account
from tests.journeys.visitors import Visitor
from tests.people import NADIAS_ANSWERS

WAYS = ("selv", "paaroerende", "arbejde")


def begin(nadia: Visitor, who: str = "selv", *, prefix: str = "") -> None:
    """From the front page through the safety page to the first question."""
    nadia.goes(prefix or "/")
    nadia.presses(nadia.page.locator(f'a.way[href$="/begynd/{who}"]'))
    nadia.sends(f"/begynd/{who}")


def write(nadia: Visitor, who: str = "selv", *, prefix: str = "", **answers: dict[str, Any] | None) -> None:
    """Answer every question (``None`` skips one, keys use _ for -) and stop at the check page."""
    begin(nadia, who, prefix=prefix)
    go_on(nadia, **answers)


def go_on(nadia: Visitor, *, until: str = "tjek", **answers: dict[str, Any] | None) -> None:
    """Answer from the question on the screen to ``until``."""
    given = {name.replace("_", "-"): answer for name, answer in answers.items()}
    for _ in range(30):
        step = nadia.path.rpartition("/")[2]
        if step == until:
            return
        answer = given.get(step, NADIAS_ANSWERS[step])
        if answer is None:
            nadia.presses(nadia.form(f"/skriv/{step}").locator("[name=skip]"))
        else:
            nadia.sends(f"/skriv/{step}", **answer)
    raise AssertionError(f"the questions never end: {nadia.path}")


def send(nadia: Visitor) -> str:
    """Send from the check page. Returns the code."""
    nadia.sends("/tjek")
    assert nadia.path.endswith("/kode"), nadia.text
    return code_on(nadia)


def code_on(visitor: Visitor) -> str:
    return visitor.page.locator("#code, #slip-code").first.inner_text().replace("\n", "").replace(" ", "")


def write_down(nadia: Visitor) -> str:
    """Tick the box and go on to the own page. Returns the reference that stands there."""
    nadia.sends("/kode", written_down="1")
    if nadia.path.endswith("/min-side/tider"):
        nadia.presses(nadia.page.locator('main .actions a[href$="/min-side"]'))
    return reference_on(nadia)


def reference_on(nadia: Visitor) -> str:
    said = nadia.page.locator(".hello p").inner_text()
    return said.partition("agsnummer ")[2].partition(".")[0] or said.rpartition(" ")[2].rstrip(".")


def come_back(nadia: Visitor, code: str, *, prefix: str = "") -> None:
    """In with the code, as it was written on a piece of paper."""
    nadia.goes(prefix + "/log-ind")
    nadia.sends("/log-ind", code=code.lower().replace("-", " "))
    assert nadia.path.endswith("/min-side"), nadia.text


def sign_in(colleague: Visitor, account: Account) -> None:
    """Password and one-time code, always both."""
    colleague.goes("/personale")
    assert colleague.path == "/personale/log-ind"
    colleague.sends("/personale/log-ind", email=account.email, password=account.password, code=account.six_digits())
    assert "/log-ind" not in colleague.path, colleague.text


def take(colleague: Visitor, reference: str) -> None:
    """Take a row of the queue, whoever stands before it."""
    row = colleague.page.locator("tr", has_text=reference)
    colleague.presses(row.locator("button"))
    if colleague.page.locator("[name=skip]").count():
        colleague.presses(colleague.page.locator("[name=skip]").first)
    assert "/henvendelse/" in colleague.path, colleague.text


def answer(colleague: Visitor, text: str) -> None:
    colleague.sends("/svar", message=text)
    assert text in colleague.text
