"""Comparing the two stores: what one has and the other must have, or must not."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Store
from app.models import CaseKey, Forgotten, Inquiry

AT_ONCE = 500  # ids in one question to a store


def without_key(data: Store, keystore: Store) -> int:
    """How many inquiries nobody can ever read, although nobody asked to have them forgotten."""
    with data.reading() as inquiries, keystore.reading() as keys:
        batches = _batches(inquiries)
        return sum(len(batch) - len(_known(keys, batch)) for batch in batches)


def dead_but_there(data: Store, keystore: Store) -> int:
    """How many forgotten inquiries still have a row: after a crash, or after an old backup came back."""
    with data.reading() as inquiries, keystore.reading() as keys:
        buried = select(Forgotten.inquiry_id)
        return sum(
            len(keys.scalars(buried.where(Forgotten.inquiry_id.in_(batch))).all()) for batch in _batches(inquiries)
        )


def _batches(session: Session) -> Iterator[list[UUID]]:
    for batch in session.scalars(select(Inquiry.id).execution_options(yield_per=AT_ONCE)).partitions():
        yield list(batch)


def _known(keys: Session, batch: list[UUID]) -> set[UUID]:
    living = keys.scalars(select(CaseKey.inquiry_id).where(CaseKey.inquiry_id.in_(batch)))
    dead = keys.scalars(select(Forgotten.inquiry_id).where(Forgotten.inquiry_id.in_(batch)))
    return {*living, *dead}
