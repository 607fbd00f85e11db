"""The limit of the framework: the smallest page it can serve, with nothing of ours around it."""

import sys

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse, Response

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/")
async def hello() -> Response:
    return PlainTextResponse("hello")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[-1]), log_config=None, access_log=False)
