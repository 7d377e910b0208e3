"""All messages on one page, to be read aloud: self-contained HTML, as plain as Slack shows them."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from tests.support.reader.sheet import Block, ReadMessage, plain

_STYLE = """
:root { color-scheme: light dark; --line: light-dark(#ddd, #444); --dim: light-dark(#616061, #ababad); }
body { font: 15px/1.46 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { border-left: 4px solid var(--line); padding: 0 0 0 1rem; margin: 0 0 2rem; }
h2 { margin: 3rem 0 1rem; } h3 { font-size: 18px; margin: .2rem 0; }
p { margin: .3rem 0; white-space: pre-wrap; }
small, .push { color: var(--dim); } .push::before { content: "Notification: "; }
table { border-collapse: collapse; margin: .5rem 0; display: block; overflow-x: auto; }
td { border: 1px solid var(--line); padding: .15rem .5rem; }
blockquote { margin: .5rem 0; padding: .3rem .8rem; border: 1px solid var(--line); }
"""


def page(sheets: Iterable[ReadMessage]) -> str:
    """Return a page of messages, those of one step or place under one heading."""
    parts = []
    for heading, of_it in groupby(sheets, lambda sheet: sheet.where.partition(",")[0].partition(" as of")[0]):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += ["\n".join(_article(sheet)) for sheet in of_it]
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8><title>All messages</title>"
        f"<style>{_STYLE}</style>\n<h1>All messages</h1>\n" + "\n".join(parts) + "\n</html>\n"
    )


def _article(sheet: ReadMessage) -> Iterator[str]:
    yield f"<article><small>{escape(sheet.where)}</small>"
    if sheet.text and sheet.kind != "sentence":
        yield f'<p class="push">{escape(plain(sheet.text))}</p>'
    for block in sheet.blocks:
        yield from _block(sheet, block)
    if sheet.printable and sheet.kind != "answer":
        yield f"<blockquote>{escape(sheet.printable)}</blockquote>"
    yield "</article>"


def _block(sheet: ReadMessage, block: Block) -> Iterator[str]:
    one = ReadMessage(sheet.where, sheet.kind, "", [block], sheet.moment)
    for text in filter(None, [one.headline]):
        yield f"<h3>{escape(text)}</h3>"
    yield from (f"<p>{escape(text)}</p>" for text in one.paragraphs)
    yield from (f"<p><small>{escape(text)}</small></p>" for text in one.small)
    if one.table:
        cells = ("".join(f"<td>{escape(cell)}" for cell in row) for row in one.table)
        yield "<table>" + "".join(f"<tr>{row}" for row in cells) + "</table>"
    if one.buttons:
        yield f"<p><small>[{'] ['.join(map(escape, one.buttons))}]</small></p>"
