"""Reading a centre's ``services.toml``: what it offers, to whom and how, each service with its source."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.fields import (
    Field,
    key_word,
    key_words,
    one_of,
    only_true,
    some_of,
    two_numbers,
    value_of,
    whole_number,
)
from app.catalogue.offers import Offer, Stated
from app.catalogue.policies import where_stated
from app.catalogue.wording import read_translations
from app.rules.answers import ForWhom, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.service_faults import offer_faults, service_faults
from app.rules.services import Access, Anonymity, Condition, GroupOf, Mode, Price, Service, ServiceKind, Transport


class Treated(StrEnum):
    """What a service can be about. A person may also say 'both' or 'something else'."""

    ALCOHOL = Substance.ALCOHOL.value
    DRUGS = Substance.DRUGS.value


_TRUE = Field(only_true, "true, or left out")
_AGE = Field(whole_number, "a whole number of years")
FIELDS = {
    "key": Field(key_word, "letters a-z with _ between words", required=True),
    "kind": one_of(ServiceKind, required=True),
    "audience": some_of(ForWhom, required=True),
    "access": one_of(Access, required=True),
    "intrusiveness": Field(whole_number, "a whole number from 1 to 9", required=True),
    "substances": some_of(Treated),
    "youngest": _AGE,
    "oldest": _AGE,
    "group_of": one_of(GroupOf),
    "conditions": some_of(Condition),
    "anonymous": one_of(Anonymity),
    "offered_under": _AGE,
    "beside_treatment": _TRUE,
    "supplement": _TRUE,
    "shared_by": Field(key_words, 'a list of municipalities\' keys, such as ["haderslev"]'),
    "modes": some_of(Mode),
    "talks": Field(two_numbers, "the least and the most, such as [3, 5]"),
    "price": one_of(Price),
    "transport": one_of(Transport),
    "gift_cards": _TRUE,
}
_ABOUT = ("name", "about", "source", "assumed", "note", "assumed_values")


def read_services(
    document: Document, policy: CentrePolicy, sources: Mapping[str, Stated | None], municipalities: Mapping[str, str]
) -> tuple[Offer, ...]:
    """The services in the order of the file. Every fault is noted in the document."""
    document.unknown_keys((), {"service"})
    tables = document.content.get("service", [])
    if not isinstance(tables, list) or any(not isinstance(each, dict) for each in tables):
        document.fault(("service",), "write each service under a header of its own: [[service]]")
        return ()
    offers = [_read_service(document, ("service", str(at)), each, sources) for at, each in enumerate(tables)]
    for at, offer in enumerate(offers):
        if offer:
            keys = [earlier.key for earlier in offers[:at] if earlier]
            _check(document, ("service", str(at)), offer.service, policy, keys, municipalities)
    found = tuple(offer for offer in offers if offer)
    if len(found) == len(offers):  # one that was not understood may be the one that is lacking
        for fault in offer_faults(offer.service for offer in found):
            document.fault((), fault)
    return found


def _read_service(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], sources: Mapping[str, Stated | None]
) -> Offer | None:
    before = len(document.faults)
    for key in table:
        if key not in FIELDS and key not in _ABOUT:
            document.fault((*path, key), f"'{key}' is unknown on a service; remove it or correct its spelling")
    values = {name: value_of(document, path, table, name, field) for name, field in FIELDS.items()}
    if values["substances"] is not None:
        values["substances"] = tuple(Substance(each) for each in values["substances"])
    name = read_translations(document, (*path, "name"), table.get("name", {}))
    about = read_translations(document, (*path, "about"), table.get("about", {}))
    stated = where_stated(document, path, table, sources)
    assumed = _assumed_values(document, path, table)
    if len(document.faults) > before or stated is None:
        return None
    service = Service(**{name: value for name, value in values.items() if value is not None})
    return Offer(service=service, name=name, about=about, stated=stated, assumed_values=assumed)


def _assumed_values(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that no source states, though one states the service. A note says why each was assumed."""
    names = table.get("assumed_values", [])
    if not isinstance(names, list) or any(name not in table or name not in FIELDS for name in names):
        document.fault((*path, "assumed_values"), "'assumed_values' are a list of values that stand on this service")
        return ()
    if names and not isinstance(table.get("note"), str):
        document.fault((*path, "assumed_values"), 'assumed values need a note = "…" that says why')
    return tuple(names)


def _check(
    document: Document,
    path: tuple[str, ...],
    service: Service,
    policy: CentrePolicy,
    earlier: list[str],
    municipalities: Mapping[str, str],
) -> None:
    """What can be said only once the whole service was understood."""
    if service.key in earlier:
        document.fault((*path, "key"), f"the key '{service.key}' is used twice; give each service its own")
    for place in service.shared_by:
        if municipalities and place not in municipalities:
            document.fault(
                (*path, "shared_by"), f"'{place}' is no municipality's key; take one from municipalities.toml"
            )
    for fault in service_faults(service, policy):
        field, _, remedy = fault.partition(": ")
        document.fault((*path, field), f"'{service.key}', {field}: {remedy}")
