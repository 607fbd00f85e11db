"""A long questionnaire turns its pages about as quickly as a short one (questionnaires §7)."""

from time import process_time

from app.answer_sets import find_set, keep
from app.portal import Portal
from app.rules.questionnaire import Passed, Questionnaire
from tests.instruments.files import coding, form_of, question, when
from tests.questionnaires.filling_in import Filler, asking, instrument
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.world import World
from tests.served import served

AT_MOST = 2.5  # times a turn of the short one's
TURNS, ROUNDS = 8, 4


def a_form(items: int) -> Questionnaire:
    """Parts of ten questions, every second of which hangs on the one before it."""
    choices = [coding("a", 1), coding("b", 2)]
    parts = [
        question(
            f"part{part}",
            "group",
            item=[
                question(f"q{number}", "choice", answerOption=choices, **hangs(number))
                for number in range(part * 10, part * 10 + 10)
            ],
        )
        for part in range(items // 10)
    ]
    return form_of(*parts, name=f"langt_{items}")


def hangs(number: int) -> dict[str, object]:
    source = when(f"q{number - 1}", answerCoding={"system": "urn:test", "code": "a"})
    return {"enableWhen": [source]} if number % 2 else {}


def filled(world: World, form: Questionnaire) -> Filler:
    """Everything answered already: then there is most to read, to seal and to look through."""
    portal, written = world.portal, world.an_inquiry()
    one = Filler(world.visitor(written), portal, form, portal.vault.open_for_staff(written.inquiry_id))
    one.answers("q0", (form.by_id["q0"].options[0].value,))
    found = one.set
    filling = found.filling
    for item in form.by_id.values():
        if item.kind.asks:
            filling = filling.with_told(item.link_id, (item.options[0].value,), revision=1)
    with portal.data.writing() as session:
        row = find_set(session, one.case, found.row.id, to_change=True)
        assert row
        keep(one.case, row.row, filling)
    return one


def turn(one: Filler, round_: int) -> float:
    """Answers sent and the next pages fetched, in seconds of this process's own work a page: others do not count."""
    first, second = one.form.by_id["q2"], one.form.by_id["q4"]
    fields = [one.fields(first, (first.options[round_ % 2].value,)), one.fields(second, Passed.AT_THE_TALK)]
    began = process_time()
    for at in range(TURNS):
        item = (first, second)[at % 2]
        answered = one.plain.post(one.at(item.link_id), {**fields[at % 2], "revision": "999"})
        assert answered.status_code == 303
        assert one.plain.get(answered.headers["location"]).status_code == 200
    return (process_time() - began) / TURNS


def test_a_page_of_a_long_form_is_about_as_quick_as_one_of_a_short_form(portal: Portal) -> None:
    """By turns in one run, each at its best: the first turns load what every later one finds."""
    short, long = a_form(10), a_form(400)
    portal = asking(portal, instrument(short), instrument(long))
    world = World(served(portal), portal)
    both = [filled(world, form) for form in (short, long)]
    assert [len(one.asked()) for one in both] == [10, 400]
    turns = [[turn(one, each) for one in both] for each in range(ROUNDS)]
    short_one, long_one = (min(found) for found in zip(*turns, strict=True))
    print(f"\na page turn: {1000 * short_one:.1f} ms for 10 questions, {1000 * long_one:.1f} ms for 400")  # noqa: T201
    assert long_one <= AT_MOST * short_one
