"""Random lists of places in random layouts: the same names in the same order, and nothing else."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.places import STATES, state_code
from tests.support.documents.list_pages import BY_STATE, NATIONAL, Group, Layout, columns, page, plain
from tests.support.documents.list_reading import read_page, rows_in, rows_of

COUNTIES = ["Baltimore County", "Lewis and Clark County", "Prince George\u2019s County", "St. Louis County"]
CITIES = [
    "Boston",
    "St. Paul",
    "New York City",
    "Washington",
    "Winston-Salem",
    "San Francisco City",
    "Cañon City",
]
NAMES = [state.name for state in STATES.values()]
USPS = st.sampled_from(sorted(STATES))


def some(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different names in any order."""
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)


@st.composite
def national(draw: st.DrawFn) -> list[Group]:
    """A list of the whole country: three sections in any order, in capitals or not."""
    capitals = draw(st.booleans())
    named = {
        "States": draw(some(NAMES)),
        "Counties": tuple(f"{name}, {draw(USPS)}" for name in draw(some(COUNTIES))),
        "Cities": tuple(f"{name}, {draw(USPS)}" for name in draw(some(CITIES))),
    }
    order = draw(st.permutations(sorted(named)))
    return [Group(heading.upper() if capitals else heading, named[heading]) for heading in order]


LOCAL = [
    "Athens-Clarke",
    "Cambell",
    "City of Everett",
    "DeKalb",
    "King and Queen County",
    "Oxnard",
    "St. Paul",
]
TOWNS = [
    "Albany",
    "Cathedral City",
    "City of Everett",
    "Montclair Township",
    "New York",
    "State College",
    "Union City",
]
ITSELF = [
    "Self-Identification as a State Sanctuary Jurisdiction",
    "Court Order Requiring State Sanctuary Requirements",
]


@st.composite
def by_state(draw: st.DrawFn) -> list[Group]:
    """A list by state: each with some of the sections, in any order."""
    groups = []
    for state in draw(some(["California", "New York", "Pennsylvania", "Rhode Island", "Washington"])):
        named = {
            "State": draw(some([*ITSELF[:1], state])),
            "Counties": draw(some(LOCAL)),
            "Cities": draw(some(TOWNS)),
        }
        kept = draw(st.lists(st.sampled_from(sorted(named)), min_size=1, unique=True))
        groups += [Group(heading, named[heading], state) for heading in kept]
    return groups


@given(groups=national(), layout=st.sampled_from(NATIONAL))
def test_a_national_list_is_read_in_any_layout(groups: list[Group], layout: Layout) -> None:
    """Headings, names and states are read exactly, in order, whatever they are typeset as."""
    edition = read_page(page(layout(groups)))
    found, expected = rows_of(edition), rows_in(groups)
    assert (sorted(found) == sorted(expected)) if layout is columns else (found == expected)
    assert (edition.problems, edition.questions) == ((), ())


@given(groups=by_state(), layout=st.sampled_from(BY_STATE))
def test_a_list_by_state_is_read_in_any_layout(groups: list[Group], layout: Layout) -> None:
    """Cities that are called like a state, or a heading, stay cities; a state's own entry stays one."""
    if layout is plain:
        groups = [
            Group(g.heading, tuple(n for n in g.names if not state_code(n)) or ("X",), g.state)
            for g in groups
        ]
    assert rows_of(read_page(page(layout(groups)), "dhs_2025")) == rows_in(groups)
