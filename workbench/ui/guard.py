"""What every answer of the server carries and what it refuses, so that the page cannot reach another host.

Gradio's own page asks other hosts for nothing with the settings of `server`; the content security policy makes the
browser hold it to that, whatever a later version of Gradio or a hole in the page would try.
"""

from __future__ import annotations

from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's start page has inline scripts and styles, and its HTML component makes functions from templates (eval).
# script-src-attr: no on…="…" attribute ever runs, which is how injected markup would run.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# Routes by which a visitor could make the server fetch from, or look like, another host.
_PROXIES = ("/proxy=", "/file=http:", "/file=https:", "/file/http:", "/file/https:")


class Guard:
    """ASGI middleware: adds the headers and refuses the proxy routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        if _is_proxy(scope["path"]):
            await _refuse(guarded)
        else:
            await self.app(scope, receive, guarded)


def _is_proxy(path: str) -> bool:
    path = unquote(path).lower()
    return any(mark in path for mark in _PROXIES)


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"This server fetches nothing from other hosts."})
