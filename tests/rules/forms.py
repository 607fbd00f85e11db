"""Small forms for the tests: items by their link ids, with nothing said that the test does not turn on."""

from typing import Any

from app.rules.questionnaire import Coded, Condition, Item, ItemKind, Operator, Option, Questionnaire, Value


def item(link_id: str, kind: ItemKind = ItemKind.YES_NO, **more: Any) -> Item:
    return Item(link_id=link_id, kind=kind, text={"da": link_id}, **more)


def group(link_id: str, *items: Item, **more: Any) -> Item:
    return item(link_id, ItemKind.GROUP, items=items, **more)


def form(*items: Item) -> Questionnaire:
    return Questionnaire(key="form", version="1", title={"da": "Form"}, languages=("da",), items=items)


def when(question: str, operator: str, value: Value) -> Condition:
    return Condition(question=question, operator=Operator(operator), value=value)


def code(name: str) -> Coded:
    return Coded(name, "urn:test", name.upper())


def choice(link_id: str, **weights: int | None) -> Item:
    """A choice between ``v_0`` … by the names given, with what each counts for."""
    options = tuple(
        Option(key=name, value=code(name), text={"da": name}, weight=weight) for name, weight in weights.items()
    )
    return item(link_id, ItemKind.CHOICE, options=options)
