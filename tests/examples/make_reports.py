"""The example documents of ICE's report: `python -m tests.examples.make_reports` writes them.

Section III, and Section I of issue 1, are cited facts from `jobs/history/facts`. The rows of Section
II, and the later issues' Section I, are made up: the report's own were not to be had, and they are
in no other place than here and in `tests/examples`.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from jobs.history import read_catalog
from tests.support.documents.report_papers import COLUMNS, policies, refusals, tallies, weekly
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import Paper, typeset

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "jobs" / "history" / "facts"
EXAMPLES = ROOT / "tests" / "examples"
_ADDRESS = "https://www.ice.gov/doclib/ddor/ddor{name}.pdf"
_ORIGIN = """# Typeset for the test by tests/examples/make_reports.py, in the wording of ICE's report.
# {rows}
source = "{source}"
address = "{address}"
observed = {observed}T12:00:00Z
"""
_REFUSALS = (
    "The rows of Section II are MADE UP: they are nobody's cases, and stand for no detainer. Sections I and\n"
    "# III are cited facts, row by row in jobs/history/facts/ice_ddor.csv, ddor_policies.csv and\n"
    "# ice_policies_2014.csv."
)
_LATER = (
    "The rows of Sections I and II are MADE UP: they are nobody's cases, and stand for no detainer.\n"
    "# Section III is cited facts, row by row in jobs/history/facts/ddor_policies.csv and\n"
    "# ice_policies_2014.csv."
)
_POLICIES = (
    "Section III is cited facts, row by row in jobs/history/facts/ddor_policies.csv and\n"
    "# ice_policies_2014.csv; the rows of Section II are made up."
)


_MADE_UP_TALLIES = (
    ("Exampleton County", "Iowa", "1,204"),
    ("Clark County", "Nevada", "31"),
    ("New York City", "New York", "7"),
)


def write_examples() -> Iterator[Path]:
    """Write document.pdf and origin.toml of each example edition; yield their folders."""
    for name, observed, paper in _papers():
        body = typeset(paper)
        said = _REFUSALS if name == "2017-01-28" else _LATER
        for source, rows in (("ice_ddor", said), ("ddor_policies", _POLICIES)):
            folder = EXAMPLES / source / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "document.pdf").write_bytes(body)
            origin = _ORIGIN.format(
                rows=rows, source=source, address=_ADDRESS.format(name=name), observed=observed
            )
            (folder / "origin.toml").write_text(origin, encoding="utf-8")
            yield folder


def _papers() -> Iterator[tuple[str, str, Paper]]:
    yield "2017-01-28", "2017-03-20", _issue_1()
    yield "2017-02-04", "2017-03-28", _issue_2()
    yield "2017-02-11", "2017-04-05", _issue_3()


def _issue_1() -> Paper:
    """A full grid; the state is a cell beside its rows, over pages; rows break over the page."""
    return weekly(
        tallies(_tallies()),
        refusals(made_up(206), spanned=True),
        policies(_policies()),
    )


def _issue_2() -> Paper:
    """Rules between rows only, other columns and headings, dates in another form, no policies' AOR."""
    columns = {
        "Date Declined": (lambda row: f"{row.declined:%b. %d, %Y}", 75),
        "Notable Criminal Activity (Charge or Conviction)": (
            lambda row: f"{row.offense} - {row.disposition}",
            140,
        ),
        "LEA": COLUMNS["Law Enforcement Agency"],
        "State": COLUMNS["State"],
        "Citizenship": COLUMNS["Country of Citizenship"],
        "Date Detainer Issued": (lambda row: f"{row.issued:%d-%b-%y}", 70),
    }
    rows = made_up(60, first=date(2017, 2, 4), seed=2)
    paper = weekly(
        tallies(_MADE_UP_TALLIES, "rules"),
        refusals(rows, "rules", columns=columns),
        policies(_policies(), "rules"),
        issued=2825,
        declined=60,
    )
    return _worded(paper, "Feb. 4 - 10, 2017", "between February 4, 2017 and February 10, 2017", "Restrict")


def _issue_3() -> Paper:
    """Bands of grey; the state is a heading row; charge and conviction have columns; it corrects issue 1."""
    columns = {
        "Agency": COLUMNS["Law Enforcement Agency"],
        "Country of Citizenship": COLUMNS["Country of Citizenship"],
        "Detainer Issued Date": COLUMNS["Detainer Issued Date"],
        "Detainer Declined Date": COLUMNS["Detainer Declined Date"],
        "Criminal Charge": (lambda row: row.offense if row.disposition == "charge" else "", 100),
        "Criminal Conviction": (lambda row: row.offense if row.disposition == "conviction" else "", 100),
    }
    rows = made_up(60, first=date(2017, 2, 11), seed=3)
    paper = weekly(
        tallies(_MADE_UP_TALLIES, "bands"),
        refusals(rows, "bands", columns=columns, headed=True),
        policies(_policies(), "bands"),
        issued=2700,
        declined=60,
    )
    opening, *others = paper.parts
    opening = replace(opening, paragraphs=[*opening.paragraphs, _correction()])
    return _worded(
        replace(paper, parts=(opening, *others)),
        "Feb. 11 – 17, 2017",
        "between February 11, 2017, and February 17, 2017",
        "Restrict",
    )


def _correction() -> str:
    """What ICE took back in this issue of its first one, in its own words."""
    return next(past.text for past in read_catalog() if past.text.startswith("Correction"))


def _worded(paper: Paper, week: str, between: str, verb: str) -> Paper:
    """Return a report with another issue's week and wording in its title and headings."""
    old = "between January 28, 2017, and February 3, 2017"
    parts = [
        replace(
            part,
            heading=part.heading.replace(old, between).replace("Limit", verb),
            paragraphs=[text.replace(old, between).replace("Limit", verb) for text in part.paragraphs],
        )
        for part in paper.parts
    ]
    title = (*paper.title[:2], f"For Recorded Declined Detainers {week}")
    return replace(paper, title=title, parts=tuple(parts))


def _tallies() -> list[tuple[str, str, str]]:
    rows = _facts("ice_ddor.csv")
    return [(row["agency"], row["state"], row["count"]) for row in rows if row["section"] == "I"]


def _policies() -> list[Sequence[str | Sequence[str]]]:
    found: list[Sequence[str | Sequence[str]]] = []
    for row in [*_facts("ddor_policies.csv"), *_facts("ice_policies_2014.csv")[:40]]:
        lines = row["criteria"].splitlines()
        criteria = lines if len(lines) > 1 else row["criteria"]
        found.append((row["jurisdiction"], row["enacted"], row["policy"], criteria))
    return found


def _facts(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    for written in write_examples():
        print(written.relative_to(ROOT))
