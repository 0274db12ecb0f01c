"""The run as one self-contained HTML file: three panes, partners light up under the pointer, no server, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from workbench.export.text import accounted, dismissed, doubts, evidence_note, read_as, visible
from workbench.export.xml import stand_in
from workbench.types import Block, BlockKind, Run, Segment

_TAGS = {BlockKind.HEADLINE: "h2", BlockKind.SUBHEADING: "h3", BlockKind.LIST_ITEM: "li"}

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1e;--quiet:#5c5c66;--line:#d9d9e0;--lit:#ffe9a8}
@media(prefers-color-scheme:dark){:root{--paper:#17171a;--ink:#ececf0;--quiet:#a5a5b0;--line:#3a3a42;--lit:#5a4a12}}
body{margin:0;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:2rem}
@media(max-width:800px){main{grid-template-columns:1fr}}
h1{font-size:1.4rem}h2{font-size:1.2rem}h3{font-size:1.05rem}
section>h2{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--quiet)}
.s{border-radius:3px}.s.lit{background:var(--lit);outline:2px solid var(--lit)}.s:focus-visible{outline:2px solid}
.s[data-doubt]{text-decoration:underline dotted 2px #b45309;text-underline-offset:.25em}
details,footer,.note{color:var(--quiet);font-size:.85rem}details{border-left:3px solid var(--line);padding-left:.7rem}
footer{overflow-wrap:anywhere;border-top:1px solid var(--line);margin-top:1rem;padding-top:.5rem}
"""

_SCRIPT = """
const partners=e=>(e.dataset.of||"").split(" ").filter(Boolean);
function light(e){clear();if(!e)return;const own=new Set(partners(e));
 document.querySelectorAll(".s").forEach(s=>{if(partners(s).some(p=>own.has(p)))s.classList.add("lit")})}
function clear(){document.querySelectorAll(".lit").forEach(s=>s.classList.remove("lit"))}
for(const type of ["mouseover","focusin"])
 document.addEventListener(type,event=>{const s=event.target.closest(".s");if(s)light(s)});
for(const type of ["mouseout","focusout"])document.addEventListener(type,clear);
"""


def render(run: Run) -> str:
    """Everything from the article and the models is escaped."""
    title = escape(run.article.title or "Untitled article")
    warnings = "".join(f'<p class="note"><strong>{escape(w)}</strong></p>' for w in run.warnings)
    targets = [
        _sentence(t.text, (i,), doubts(run, i), dismissed(run, i)) for i, t in enumerate(run.translation.sentences)
    ]
    return stand_in(  # a browser drops some control characters without a word
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>{title}</h1>\n{warnings}<main>\n"
        f'<section lang="{escape(run.article.language)}" aria-label="German"><h2>German</h2>\n'
        f"{''.join(_german(run))}{_footer(run.article.metadata.get('encoding', ''))}</section>\n"
        f'<section aria-label="English"><h2>English</h2>\n'
        f"{''.join(_paragraphs(run, targets))}{_footer(run.translation.signature)}</section>\n"
        f'<section aria-label="Summary"><h2>Summary</h2>\n'
        f"{''.join(_summary(run))}{_footer(run.summary.signature)}</section>\n"
        f'</main>\n<p class="note">{escape(accounted(run))}</p>\n'
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _german(run: Run) -> Iterator[str]:
    """The kept blocks as sentences, the removed ones folded in their place."""
    sources = [
        _sentence(run.article.source(segment), (segment.index,), note=read_as(made))
        for segment, made in zip(run.article.segments, run.translation.sentences, strict=True)
    ]
    kept = dict(_by_block(run))
    for number, block in enumerate(run.article.blocks):
        if number in kept:
            yield _paragraph(block, kept[number], sources)
        elif not block.kept and visible(run, block):
            yield (
                f"<details><summary>{escape(block.kind)} (not translated)</summary>"
                f"<p>{escape(visible(run, block))}</p><p>{escape(block.reason or '')}</p></details>\n"
            )


def _paragraphs(run: Run, sentences: list[str]) -> Iterator[str]:
    for number, segments in _by_block(run):
        yield _paragraph(run.article.blocks[number], segments, sentences)


def _by_block(run: Run) -> Iterator[tuple[int, list[Segment]]]:
    for number, segments in groupby(run.article.segments, key=lambda s: s.block):
        yield number, list(segments)


def _paragraph(block: Block, segments: list[Segment], sentences: list[str]) -> str:
    tag = _TAGS.get(block.kind, "p")
    inner = " ".join(sentences[s.index] for s in segments)
    return f"<{tag}>{inner}</{tag}>\n"


def _sentence(
    text: str, of: tuple[int, ...], doubts: Sequence[str] = (), dismissed: Sequence[str] = (), note: str = ""
) -> str:
    partners = " ".join(str(index) for index in of)
    title = "; ".join([*doubts, *(f"dismissed: {reason}" for reason in dismissed)]) or note
    doubt = (" data-doubt" if doubts else "") + (f' title="{escape(title)}"' if title else "")
    return f'<span class="s" tabindex="0" data-of="{partners}"{doubt}>{escape(text)}</span>'


def _summary(run: Run) -> Iterator[str]:
    for sentence in run.summary.sentences:
        note = escape(evidence_note(sentence.evidence))
        yield f'<p>{_sentence(sentence.text, sentence.evidence)} <span class="note">{note}</span></p>\n'


def _footer(line: str) -> str:
    return f"<footer>{escape(line)}</footer>" if line else ""
