"""A questionnaire as pages: its parts, the order of its questions, and what is to be read around each."""

from typing import Any

from app.rules.filling import Filling, Provenance
from app.rules.form_pages import Pages, plan
from app.rules.questionnaire import Answers, Condition, Item, ItemKind, Operator, Questionnaire

YES = Condition(question="a", operator=Operator.EQUAL, value=True)


def item(link_id: str, kind: ItemKind = ItemKind.YES_NO, *inside: Item, **more: Any) -> Item:
    return Item(link_id=link_id, kind=kind, text={"da": link_id}, items=inside, **more)


def group(link_id: str, *inside: Item, **more: Any) -> Item:
    return item(link_id, ItemKind.GROUP, *inside, **more)


def tells(link_id: str, **more: Any) -> Item:
    return item(link_id, ItemKind.DISPLAY, **more)


def pages(*items: Item, answers: Answers | None = None) -> Pages:
    form = Questionnaire(key="k", version="v", title={"da": "Titel"}, languages=("da",), items=items)
    return Pages(form, Filling(key="k", version="v", provenance=Provenance.SELF, answers=answers or {}))


def parts(found: Pages) -> list[list[str]]:
    return [[each.link_id for each in questions] for _, questions in found.parts]


def ids(items: tuple[Item, ...]) -> list[str]:
    return [each.link_id for each in items]


def test_outermost_groups_are_parts_and_so_are_loose_questions_in_a_row() -> None:
    found = pages(item("x"), item("y"), group("g", item("a"), group("h", item("b"))), item("z"))
    assert parts(found) == [["x", "y"], ["a", "b"], ["z"]]
    assert [part.title for part, _ in found.parts] == [{}, {"da": "g"}, {}]


def test_one_group_around_everything_is_no_part() -> None:
    assert parts(pages(group("all", group("g", item("a")), group("h", item("b"))))) == [["a"], ["b"]]


def test_a_part_without_a_question_is_not_there_until_it_has_one() -> None:
    items = (group("g", item("a")), group("h", item("b"), conditions=(YES,)))
    assert parts(pages(*items)) == [["a"]]
    assert parts(pages(*items, answers={"a": (True,)})) == [["a"], ["b"]]


def test_what_nobody_may_answer_has_no_page() -> None:
    found = pages(
        item("a"), item("fixed", read_only=True), item("kept", hidden=True), group("g", item("b"), hidden=True)
    )
    assert ids(found.questions) == ["a"]


def test_back_and_on_stay_inside_a_part() -> None:
    found = pages(group("g", item("a"), item("b", conditions=(YES,)), item("c")), group("h", item("d")))
    by_id = found.form.by_id
    assert (found.beside(by_id["a"], 1), found.beside(by_id["c"], 1)) == (by_id["c"], None)
    assert (found.beside(by_id["a"], -1), found.beside(by_id["c"], -1)) == (None, by_id["a"])


def test_going_on_leads_to_the_first_that_is_not_told() -> None:
    found = pages(item("a"), item("b"), answers={"a": (True,)})
    assert found.first_open(found.questions).link_id == "b"
    assert found.told_in(found.questions) == 1
    done = pages(item("a"), answers={"a": (True,)})
    assert done.first_open(done.questions).link_id == "a"


def test_what_is_to_be_read_stands_before_the_next_question_and_the_last_of_it_after() -> None:
    found = pages(
        tells("first"),
        group("g", tells("lead"), item("a", ItemKind.YES_NO, tells("hint"))),
        tells("between"),
        tells("only_then", conditions=(YES,)),
        item("b"),
        tells("end"),
    )
    a, b = (found.page(found.form.by_id[each]) for each in "ab")
    assert (ids(a.above), ids(a.below)) == (["first", "lead"], ["hint"])
    assert (ids(b.above), ids(b.below)) == (["between"], ["end"])
    assert [each["da"] for each in a.around] == ["g"]


def test_an_answer_that_the_form_gives_by_itself_is_only_read() -> None:
    told = {"fixed": ("so",)}
    items = (item("fixed", ItemKind.STRING, read_only=True), item("empty", ItemKind.STRING, read_only=True), item("a"))
    found = pages(*items, answers=told)
    assert ids(found.page(found.form.by_id["a"]).above) == ["fixed"]


def test_a_place_is_the_same_whatever_was_answered() -> None:
    items = (item("a"), item("b", conditions=(YES,)), item("c"))
    assert plan(pages(*items).form).places == {"a": 1, "b": 2, "c": 3}
    assert pages(*items).page(items[2]).place == 3
