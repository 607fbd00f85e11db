"""Is the process alive, and could it store an inquiry right now? For those who watch machines."""

import logging

from fastapi import APIRouter
from sqlalchemy import text, update
from starlette.responses import PlainTextResponse, Response

from app.database import Store, StoreAway
from app.web.request import ThisPortal
from app.web.trace import fault_line

router = APIRouter()
log = logging.getLogger("indgang")


@router.get("/healthz")
async def healthz() -> Response:
    """Alive. Says nothing of the stores, so that a database's trouble never restarts the process."""
    return PlainTextResponse("alive\n")


@router.get("/readyz")
def readyz(portal: ThisPortal) -> Response:
    """Ready when both stores take a write and give it back. What was written is rolled back."""
    away = [name for name, store in (("data", portal.data), ("keys", portal.vault.keystore)) if not takes_writes(store)]
    if away:
        return PlainTextResponse(f"not ready: {', '.join(away)}\n", status_code=503, headers={"Retry-After": "10"})
    return PlainTextResponse("ready\n")


def takes_writes(store: Store) -> bool:
    """Whether a row could be stored now: a read alone would not notice a full or read-only disk."""
    tables = store.metadata.tables
    main = tables["inquiries"] if "inquiries" in tables else tables["case_keys"]
    try:
        with store.engine.connect() as connection:
            connection.execute(update(main).where(main.c.centre == "").values(centre=main.c.centre))
            if store.sqlite:
                connection.execute(text("CREATE TABLE readyz_try (one INTEGER)"))
            else:
                connection.execute(text("CREATE TEMPORARY TABLE readyz_try (one INTEGER)"))
            connection.rollback()
    except StoreAway as error:
        log.error("store away %s", fault_line(error))
        return False
    return True
