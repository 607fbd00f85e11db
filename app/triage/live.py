"""The open queue hears that something moved, and fetches its rows anew by itself; without scripts it stays."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from app.news import News
from app.web.pages import go
from app.web.request import Opener

router = APIRouter()
STREAM = "text/event-stream"
BREATH_SECONDS = 15.0  # how often a line is written so that one that was cut is noticed
BREATHS_A_ROUND = 4  # a minute: days left and who is looking grow old by themselves
STEP_SECONDS = 0.003  # two hundred queues are rung within a second, not in one moment
REST_SECONDS = 1.0  # however much happens, an open queue is fetched no more often
BREATH, OVER = b": \n\n", b"event: over\ndata: 1\n\n"


@router.get("/koe/nyt")
async def queue_news(
    request: Request, staff: Opener, since: Annotated[int, Query(alias="siden", ge=0, le=2**53)] = 0
) -> Response:
    """A stream of 'something moved' for the staff member's own centre. Whoever asks for a page gets the queue."""
    if STREAM not in request.headers.get("accept", ""):
        return go(request, "queue")
    heard = request.headers.get("last-event-id", "")
    after = int(heard) if heard.isascii() and heard.isdigit() and len(heard) < 16 else since
    news: News = request.app.state.news
    told = stream(news, staff.centre, after, still_here=request.state.still_signed_in)
    return StreamingResponse(told, media_type=STREAM, headers={"X-Accel-Buffering": "no"})


async def stream(news: News, centre: str, since: int, *, still_here: Callable[[], bool]) -> AsyncIterator[bytes]:
    """Ends itself when the sign-in has ended: a stream keeps nobody signed in."""
    with news.listening(centre, since) as bell:
        if await run_in_threadpool(news.moved, centre, since):
            bell.rang.set()
        breaths = 0
        while True:
            try:
                await asyncio.wait_for(bell.rang.wait(), BREATH_SECONDS)
            except TimeoutError:
                breaths += 1
                if not await run_in_threadpool(still_here):
                    yield OVER
                    return
                if breaths % BREATHS_A_ROUND:
                    yield BREATH
                    continue
            await asyncio.sleep(bell.place * STEP_SECONDS)
            bell.rang.clear()
            yield b"id: %d\nevent: moved\ndata: 1\n\n" % news.heard
            await asyncio.sleep(REST_SECONDS)
