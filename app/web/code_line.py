"""The line of those who wait for a code to be derived: it holds no thread, so that nobody else waits with them."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import anyio
from anyio.to_thread import run_sync
from fastapi import Depends, Request
from starlette.responses import Response

from app.vault.codes import AT_ONCE, Busy
from app.vault.vault import MintedCode, Vault

LONGEST_LINE = 128  # the last one waits about four seconds
# One writes at a time anyway, and each that waits in a thread of its own slows the one who writes.
WRITERS = 2
Result = TypeVar("Result")
Ready = TypeVar("Ready")


class CodeLine:
    """One process's line. Whoever would have to wait too long is told at once: ``Busy``."""

    def __init__(self) -> None:
        self._places = anyio.CapacityLimiter(AT_ONCE)
        self._writers = anyio.CapacityLimiter(WRITERS)
        self._waiting = 0

    async def store(
        self,
        vault: Vault,
        look: Callable[[], Ready | Response],
        store: Callable[[Ready, MintedCode], Response],
    ) -> Response:
        """Look whether there is something to store, and store it with a code: at once where one was made ahead, else
        when one has been derived. No transaction is open meanwhile."""

        def at_once() -> Ready | Response:
            ready = look()
            if not isinstance(ready, Response) and (minted := vault.mint_at_once()):
                return store(ready, minted)
            return ready

        ready = await run_sync(at_once, limiter=self._writers)
        if isinstance(ready, Response):
            return ready
        minted = await self.in_turn(vault.mint)
        return await run_sync(store, ready, minted, limiter=self._writers)

    async def in_turn(self, derive: Callable[[], Result]) -> Result:
        if self._waiting >= LONGEST_LINE:
            raise Busy
        self._waiting += 1
        try:
            return await run_sync(derive, limiter=self._places)
        finally:
            self._waiting -= 1


async def code_line(request: Request) -> CodeLine:
    found: CodeLine = request.app.state.code_line
    return found


TheCodeLine = Annotated[CodeLine, Depends(code_line)]
