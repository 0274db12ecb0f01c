"""What the tests of HTML share: a reader of it, and texts that try to break it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

WICKED = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</span></section>",
    "&lt;b&gt;",
    "'\"`${x}{{y}}",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(WICKED)).map(" ".join), st.text("<>&\"'/=`\u202e\x00\ud800 a"))


class Reader(HTMLParser):
    """The tags, attributes and text that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= 1

    def handle_data(self, data):
        self.text += data


def tags(html: str, look: str) -> list[dict[str, str | None]]:
    """The attributes of every tag that has a class."""
    return [attributes for _, attributes in Reader(html).tags if look in (attributes.get("class") or "").split()]
