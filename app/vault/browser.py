"""What a browser may hold by its token: a draft, a code on its way to the screen, an open inquiry.

All of it lives in the key store, whose backups are short, so that none of it outlives its day.
Everything is sealed under the token in the cookie: whoever has the database has nothing.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.database import put
from app.models import CitizenSession, Draft, ShownCode
from app.vault.cases import OpenCase
from app.vault.fields import CannotOpen, derived_key, seal, unseal
from app.vault.tokens import new_token, token_bytes, token_hash

DRAFT_LIFE = timedelta(days=7)
CODE_LIFE = timedelta(minutes=10)
SESSION_IDLE = timedelta(minutes=15)
SESSION_LONGEST = timedelta(minutes=60)
# The tables themselves where a citizen waits: through the mapped classes the same statements take three times as long.
CODES, DRAFTS = cast(Table, ShownCode.__table__), cast(Table, Draft.__table__)
OWN_DRAFT = select(DRAFTS.c.expires_at).where(
    DRAFTS.c.token_hash == bindparam("token"), DRAFTS.c.inquiry_id == bindparam("inquiry")
)
UNSENT = select(
    DRAFTS, select(CODES.c.inquiry_id).where(CODES.c.token_hash == bindparam("token")).exists().label("sent")
).where(DRAFTS.c.token_hash == bindparam("token"))
SEEN_STEP = timedelta(minutes=1)  # a session's last sight is written at most once a minute


class RanOut(Exception):
    """A draft that was never sent in its time."""


@dataclass(frozen=True)
class OpenDraft:
    """An unsent inquiry: the id it will have, and what was typed so far as JSON."""

    inquiry_id: UUID
    content: str = field(repr=False)


@dataclass(frozen=True)
class CodeToShow:
    """A code that its owner has not yet written down, with the key it opens."""

    code: str = field(repr=False)
    case: OpenCase


def begin_draft(session: Session, content: str, *, now: datetime) -> str:
    """Store a new draft. Returns the token for the browser's cookie."""
    token, inquiry_id = new_token(), uuid4()
    session.add(
        Draft(
            token_hash=token_hash(token),
            inquiry_id=inquiry_id,
            sealed=_seal(token, b"draft", inquiry_id, content),
            expires_at=now + DRAFT_LIFE,
        )
    )
    return token


def open_draft(session: Session, token: str, *, now: datetime, to_change: bool = False) -> OpenDraft | None:
    """``to_change`` holds the draft until the transaction ends, so that two tabs take turns."""
    row = session.get(Draft, token_hash(token), with_for_update=to_change or None)
    if row is None or row.expires_at <= now:
        return None
    return OpenDraft(row.inquiry_id, _unseal(token, b"draft", row.inquiry_id, row.sealed))


def save_draft(session: Session, token: str, draft: OpenDraft, content: str) -> None:
    session.execute(
        update(Draft)
        .where(Draft.token_hash == token_hash(token))
        .values(sealed=_seal(token, b"draft", draft.inquiry_id, content))
    )


def unsent(session: Session, token: str, *, now: datetime) -> tuple[OpenDraft | None, bool]:
    """The draft behind a token, and whether its code may be on the way already. Raises ``RanOut``."""
    row = session.execute(UNSENT, {"token": token_hash(token)}).first()
    if row is None:
        return None, False
    if row.expires_at <= now:
        raise RanOut
    return OpenDraft(row.inquiry_id, _unseal(token, b"draft", row.inquiry_id, row.sealed)), row.sent


def drop_draft(session: Session, token: str) -> None:
    session.execute(delete(Draft).where(Draft.token_hash == token_hash(token)))


def keep_code(session: Session, token: str, code: str, case: OpenCase, *, now: datetime) -> None:
    """Let one browser show a code. Another try with the same token replaces it.

    It has ten minutes. One that comes of a draft waits as long as the draft would have, until it is on the screen:
    the answer may be lost on its way, and a code that nobody has seen is the only key there is. Whoever holds that
    browser could have read the draft all the while.
    """
    found = token_hash(token)
    waits_until = session.scalar(OWN_DRAFT, {"token": found, "inquiry": case.inquiry_id}) or now
    content = json.dumps({"code": code, "key": case.key.hex()})
    shown = {
        "token_hash": found,
        "inquiry_id": case.inquiry_id,
        "sealed": _seal(token, b"code", case.inquiry_id, content),
        "expires_at": max(waits_until, now + CODE_LIFE),
    }
    session.execute(put(session, CODES), shown)


def code_to_show(session: Session, token: str, *, now: datetime) -> CodeToShow | None:
    row = session.get(ShownCode, token_hash(token))
    if row is None or row.expires_at <= now:
        return None
    content = json.loads(_unseal(token, b"code", row.inquiry_id, row.sealed))
    return CodeToShow(content["code"], OpenCase(row.inquiry_id, bytes.fromhex(content["key"])))


def sent_from(session: Session, token: str) -> UUID | None:
    """The inquiry whose code this browser may show, or might have until a moment ago."""
    return session.scalar(select(ShownCode.inquiry_id).where(ShownCode.token_hash == token_hash(token)))


def put_on_screen(session: Session, token: str, *, now: datetime) -> None:
    """The code is shown. Its draft has done its work, and if this is the first time, ten minutes begin."""
    if session.scalar(delete(Draft).where(Draft.token_hash == token_hash(token)).returning(Draft.inquiry_id)):
        shown = update(ShownCode).where(ShownCode.token_hash == token_hash(token))
        session.execute(shown.values(expires_at=now + CODE_LIFE))


def drop_code(session: Session, token: str) -> None:
    session.execute(delete(ShownCode).where(ShownCode.token_hash == token_hash(token)))


def begin_session(session: Session, case: OpenCase, *, now: datetime) -> str:
    """A signed-in citizen. Returns a new token for the cookie, never one that was there before."""
    token = new_token()
    session.add(
        CitizenSession(
            token_hash=token_hash(token),
            inquiry_id=case.inquiry_id,
            sealed_key=_seal(token, b"session", case.inquiry_id, case.key.hex()),
            began_at=now,
            seen_at=now,
        )
    )
    return token


def open_session(session: Session, token: str, *, now: datetime) -> tuple[OpenCase, bool] | None:
    """The inquiry behind a cookie, and whether its last sight should be written again."""
    row = session.get(CitizenSession, token_hash(token))
    if row is None or now - row.seen_at > SESSION_IDLE or now - row.began_at > SESSION_LONGEST:
        return None
    key = bytes.fromhex(_unseal(token, b"session", row.inquiry_id, row.sealed_key))
    return OpenCase(row.inquiry_id, key), now - row.seen_at >= SEEN_STEP


def touch_session(session: Session, token: str, *, now: datetime) -> None:
    session.execute(update(CitizenSession).where(CitizenSession.token_hash == token_hash(token)).values(seen_at=now))


def end_session(session: Session, token: str) -> None:
    session.execute(delete(CitizenSession).where(CitizenSession.token_hash == token_hash(token)))


def end_all_sessions(session: Session, inquiry_id: UUID) -> None:
    """Sign out every browser: the code was changed, or the inquiry is forgotten. A draft that was sent goes as well,
    or it would look as if it could be sent."""
    session.execute(delete(CitizenSession).where(CitizenSession.inquiry_id == inquiry_id))
    session.execute(delete(ShownCode).where(ShownCode.inquiry_id == inquiry_id))
    session.execute(delete(Draft).where(Draft.inquiry_id == inquiry_id))


def _seal(token: str, purpose: bytes, inquiry_id: UUID, content: str) -> bytes:
    return seal(derived_key(token_bytes(token), purpose), content.encode(), purpose + inquiry_id.bytes)


def _unseal(token: str, purpose: bytes, inquiry_id: UUID, sealed: bytes) -> str:
    try:
        return unseal(derived_key(token_bytes(token), purpose), sealed, purpose + inquiry_id.bytes).decode()
    except UnicodeDecodeError:
        raise CannotOpen from None
