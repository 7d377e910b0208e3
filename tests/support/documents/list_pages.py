"""Lists of jurisdictions typeset as web pages, in the many ways a publisher might.

The layouts and all prose are ours, and speak the words that a careless reader would trip over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the names under it, for the whole country or for one state."""

    heading: str
    names: tuple[str, ...]
    state: str = ""


Layout = Callable[[Sequence[Group]], str]

_PROSE = """<p>Executive Order 14287, signed on April 28, 2025, asks for a public list of sanctuary
jurisdictions. States, counties and cities may answer, and a page not found today may be back.</p>
<p>Marks of such jurisdictions are:</p>
<ul><li>Declarations: Cities, states, or counties that say in public that they are one.</li>
<li>Detainers: Cities, states, or counties that ask for a judge's warrant.</li></ul>"""

_SITE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sanctuary Jurisdictions | Department</title>
<script>var counties = ["Travis County, TX"];</script></head>
<body><header><a href="/">Department</a> <button aria-controls="menu">Menu</button></header>
<nav><ul><li><a href="/cities">Cities</a></li><li>Austin, TX</li></ul></nav>
<main><h1>Sanctuary Jurisdictions</h1>
{prose}
{content}
<p>{updated}</p>
<h2>Related Content</h2>
<ul><li><a href="/pr/1">Attorney General speaks in Houston, TX</a></li></ul></main>
<footer><p>Contact</p><ul><li>Washington, DC</li></ul></footer></body></html>
"""


def page(content: str, updated: str = "") -> str:
    """A whole page around a list: navigation, prose before it, related news and a footer after."""
    return _SITE.format(prose=_PROSE, content=content, updated=updated)


def _sections(groups: Sequence[Group], typeset: Callable[[Group], str]) -> str:
    return "\n".join(typeset(group) for group in groups)


def _items(names: Sequence[str], end: str = "") -> str:
    return "<ul>" + "".join(f"<li>{escape(name)}{end}</li>" for name in names) + "</ul>"


def lines(groups: Sequence[Group]) -> str:
    """One paragraph a section, its heading in bold, one name a line."""
    return _sections(
        groups,
        lambda group: (
            f"<p><strong>{group.heading}:</strong><br>" + "<br>\n".join(map(escape, group.names)) + "</p>"
        ),
    )


def items(groups: Sequence[Group]) -> str:
    """Headings and bulleted items that end in semicolons."""
    return _sections(groups, lambda group: f"<h2>Sanctuary {group.heading}</h2>" + _items(group.names, ";"))


def paragraphs(groups: Sequence[Group]) -> str:
    """A paragraph a name, with typed bullets."""
    return _sections(
        groups,
        lambda group: (
            f"<p>{group.heading}:</p>" + "".join(f"<p>\u2022&nbsp;{escape(name)}</p>" for name in group.names)
        ),
    )


def sentences(groups: Sequence[Group]) -> str:
    """One line a section, names between semicolons, the last after an "and"."""

    def typeset(group: Group) -> str:
        *first, last = map(escape, group.names)
        return f"<p><b>{group.heading}</b>: {'; '.join(first)}{'; and ' if first else ''}{last}</p>"

    return _sections(groups, typeset)


def counted(groups: Sequence[Group]) -> str:
    """Headings that tell how many names stand below."""
    return _sections(
        groups, lambda group: f"<h3>{group.heading} ({len(group.names)})</h3>" + _items(group.names)
    )


def columns(groups: Sequence[Group]) -> str:
    """A table with a column a section."""
    head = "".join(f"<th>{group.heading}</th>" for group in groups)
    rows = zip_longest(*(group.names for group in groups), fillvalue="")
    body = "".join("<tr>" + "".join(f"<td>{escape(name)}</td>" for name in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def typed(groups: Sequence[Group]) -> str:
    """A table with a row a name and a column that says what it is."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{group.heading}</td></tr>"
        for group in groups
        for name in group.names
    )
    return f"<table><thead><tr><th>Jurisdiction</th><th>Type</th></tr></thead><tbody>{rows}</tbody></table>"


NATIONAL: tuple[Layout, ...] = (lines, items, paragraphs, sentences, counted, columns, typed)


def _by_state(groups: Sequence[Group]) -> Iterator[tuple[str, list[Group]]]:
    for state in dict.fromkeys(group.state for group in groups):
        yield state, [group for group in groups if group.state == state]


def headed(groups: Sequence[Group]) -> str:
    """A heading a state, smaller ones for its sections, and a table of contents above."""
    states = list(_by_state(groups))
    contents = "".join(
        f'<li><a href="#s{number}">{state}</a></li>' for number, (state, _) in enumerate(states)
    )
    return f"<ul>{contents}</ul>" + "\n".join(
        f'<h3 id="s{number}">{state}</h3>'
        + _sections(own, lambda group: f"<h4>{group.heading}</h4>" + _items(group.names))
        for number, (state, own) in enumerate(states)
    )


def accordion(groups: Sequence[Group]) -> str:
    """Buttons that open hidden panels, the sections in bold."""
    return "\n".join(
        f'<h4><button aria-expanded="false" aria-controls="a{number}">{state}</button></h4>'
        f'<div id="a{number}" hidden>'
        + _sections(own, lambda group: f"<p><strong>{group.heading}:</strong></p>" + _items(group.names))
        + "</div>"
        for number, (state, own) in enumerate(_by_state(groups))
    )


def tabs(groups: Sequence[Group]) -> str:
    """Tabs, whose panels don't repeat the state's name."""
    states = list(_by_state(groups))
    labels = "".join(
        f'<a role="tab" href="#t{number}">{state}</a>' for number, (state, _) in enumerate(states)
    )
    panels = "".join(
        f'<div role="tabpanel" id="t{number}" style="display: none">{lines(own)}</div>'
        for number, (_, own) in enumerate(states)
    )
    return f'<div role="tablist">{labels}</div>{panels}'


def folded(groups: Sequence[Group]) -> str:
    """A `details` a state, its names in one sentence a section."""
    return "".join(
        f"<details><summary>{state}</summary>{sentences(own)}</details>" for state, own in _by_state(groups)
    )


def nested(groups: Sequence[Group]) -> str:
    """Lists in lists: states, sections, names."""
    return (
        "<ul>"
        + "".join(
            f"<li>{state}<ul>"
            + _sections(own, lambda group: f"<li>{group.heading}{_items(group.names)}</li>")
            + "</ul></li>"
            for state, own in _by_state(groups)
        )
        + "</ul>"
    )


def rows(groups: Sequence[Group]) -> str:
    """A table with a row a name, its state spanning the rows."""
    body = ""
    for state, own in _by_state(groups):
        cells = [f"<td>{escape(name)}</td><td>{group.heading}</td>" for group in own for name in group.names]
        first = f'<td rowspan="{len(cells)}">{state}</td>'
        body += "".join(f"<tr>{'' if number else first}{cell}</tr>" for number, cell in enumerate(cells))
    return f"<table><tr><th>State</th><th>Jurisdiction</th><th>Type</th></tr>{body}</table>"


def plain(groups: Sequence[Group]) -> str:
    """Nothing but lines: state, section, names."""
    return (
        "<div>"
        + "<br>".join(
            "<br>".join(
                (state, *(line for group in own for line in (group.heading, *map(escape, group.names))))
            )
            for state, own in _by_state(groups)
        )
        + "</div>"
    )


BY_STATE: tuple[Layout, ...] = (headed, accordion, tabs, folded, nested, rows, plain)
