"""A server that speaks OpenAI's protocol, with the faults that a test asks for; run as a process of its own.

The first part of the path says how it behaves: ``/echo/v1/chat/completions`` repeats the text that was to be translated
in capitals after SAID, line by line; the others are faults. ``/heard`` tells what was asked, with headers.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

heard: list[dict[str, Any]] = []
times: Counter[str] = Counter()


def reply(body: dict[str, Any]) -> str:
    """What the model says: the text between the marks in capitals, or a fixed summary."""
    told = body["messages"][-1]["content"]
    if body["model"] in ("fair", "first"):
        return verdict(body["model"], told)
    text = re.search(r"<text(?:-\d+)?>\n(.*)\n</text", told, re.DOTALL)
    if "ummarise" in told:
        return "The minister spoke in Berlin. The law stays."
    return re.sub(r"^(\d+\. |)", r"\1SAID ", text[1].upper(), flags=re.MULTILINE) if text else "OK"


def verdict(judge: str, told: str) -> str:
    """Of two texts: the longer one for a fair judge, always the first one for the other."""
    first, second = (re.search(rf"<{name}>\n(.*)\n</{name}", told, re.DOTALL)[1] for name in ("first", "second"))
    better = "first" if judge == "first" or len(first) > len(second) else "second"
    return f"Winner: {better}\nReasons: The {better} says more."


def event(text: str | None, end: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    data = {"choices": [{"index": 0, "delta": delta, "finish_reason": end}]}
    return f"data: {json.dumps(data)}\n\n".encode()


async def stream(body: dict[str, Any], fault: str) -> AsyncIterator[bytes]:
    text = reply(body)
    yield b": a comment\n\n" + event("")
    half = len(text) // 2
    yield event(text[:half])
    if fault == "cut":
        return
    if fault == "silent":
        await asyncio.sleep(30)
    if fault == "huge":  # bounded, or it would keep the server from all others when nobody listens any more
        for _ in range(300):
            await asyncio.sleep(0)
            yield event("x" * 100_000)
    if fault == "long":
        yield event("y" * 199_996)
    if fault == "drip":
        for _ in range(50):
            await asyncio.sleep(0.2)
            yield event("x")
    if fault == "error-inside":
        yield b'data: {"error": {"message": "out of memory"}}\n\n'
        return
    if fault == "thought":
        yield b'data: {"choices": [{"delta": {"reasoning_content": "Hm.", "content": null}}]}\n\n'
    yield event(text[half:])
    yield event(None, {"length": "length", "filtered": "content_filter"}.get(fault, "stop"))
    yield b'data: {"choices": [], "usage": {"prompt_tokens": 9}}\n\n'
    if fault != "no-done":
        yield b"data: [DONE]\n\n"


def refused(fault: str, key: str) -> Response | None:
    """The answer of a server that refuses; some do so only at first."""
    times[fault] += 1
    plain = {"error": {"message": f"Not now. Your key was {key}.\nSecond line."}}
    later = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2))
    broken = PlainTextResponse("Internal Server Error", 500)
    if times[fault] <= {"busy-once": 1, "busy-date": 1, "broken-twice": 2}.get(fault, 0):
        return (
            broken
            if fault == "broken-twice"
            else JSONResponse(plain, 429, {"Retry-After": "1" if fault == "busy-once" else later})
        )
    return {
        "busy-long": JSONResponse(plain, 429, {"Retry-After": "3600"}),
        "busy": JSONResponse(plain, 429),
        "broken": broken,
        "unauthorised": JSONResponse(plain, 401),
        "unknown": JSONResponse({"error": "model not found"}, 404),
        "too-long": JSONResponse({"detail": "maximum context length is 10"}, 400),
        "elsewhere": RedirectResponse("http://203.0.113.7/v1/chat/completions", 307),
        "no-json": PlainTextResponse("<html>It works!</html>"),
        "other-json": JSONResponse({"answer": 42}),
        "odd-choices": JSONResponse({"choices": ["a"]}),
        "empty": JSONResponse({"choices": [{"message": {"content": None}, "finish_reason": "stop"}]}),
    }.get(fault)


async def complete(request: Request) -> Response:
    fault = request.path_params["fault"]
    body = await request.json()
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    heard.append({"fault": fault, "headers": dict(request.headers), "body": body})
    answer = refused(fault, key)
    if answer is not None:
        return answer
    if fault == "slow":
        await asyncio.sleep(30)
    if fault == "cut-once" and times[fault] > 1:
        fault = "echo"
    if fault == "bad-event":
        return Response(b"data: {half a json\n\n", media_type="text/event-stream")
    if fault == "whole":
        message = {"role": "assistant", "content": reply(body)}
        return JSONResponse({"choices": [{"message": message, "finish_reason": "stop"}]})
    return StreamingResponse(stream(body, "cut" if fault == "cut-once" else fault), media_type="text/event-stream")


async def tell(_: Request) -> Response:
    return JSONResponse(heard)


ROUTES = [
    Route("/heard", tell),
    Route("/{fault}/v1/chat/completions", complete, methods=["POST"]),
]

if __name__ == "__main__":
    uvicorn.run(Starlette(routes=ROUTES), host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
