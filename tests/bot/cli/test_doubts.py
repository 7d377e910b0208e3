"""What scripts read of rows to check first, and of rows that their publisher took back."""

import csv
import io
from pathlib import Path
from typing import Any

from tests.support.desk.command_line import Bot, objects

EXAMPLES = Path(__file__).parents[2] / "examples" / "ice_ddor"
SIMILARLY_NAMED = {"Franklin County", "Franklin County Jail", "Montgomery County"}
CORRECTED = SIMILARLY_NAMED | {"Williamson County Jail", "Bastrop County Jail", "Richmond County Sheriff"}


def take(bot: Bot, issue: str) -> dict[str, Any]:
    """Import an example of ICE's report; return what became of its detainers, whatever of its policies."""
    _, out, _ = bot("import", "ice_ddor", str(EXAMPLES / issue / "document.pdf"), "--json")
    report = objects(out)[-1]
    assert (report["source"], report["status"]) == ("ice_ddor", "published")
    return report


def first_issue(bot: Bot, edition: int) -> list[dict[str, Any]]:
    """The rows of an edition."""
    return objects(bot("listings", "ice_ddor", "--edition", str(edition), "--json")[1])


def agencies(rows: list[dict[str, Any]], column: str) -> set[str]:
    """The agencies of the rows that say something in a column."""
    return {row["agency"] for row in rows if row[column]}


def test_the_alarm_comes_before_the_correction_and_stays(bot: Bot) -> None:
    """The similarly named counties at once; all that ICE takes back once its third issue is read."""
    edition = take(bot, "2017-01-28")["edition"]
    rows = first_issue(bot, edition)
    assert agencies(rows, "check_first") == SIMILARLY_NAMED
    assert agencies(rows, "notes") == set()
    take(bot, "2017-02-11")
    rows = first_issue(bot, edition)
    assert agencies(rows, "notes") == CORRECTED
    assert agencies(rows, "check_first") == SIMILARLY_NAMED
    table = csv.DictReader(
        io.StringIO(bot("listings", "ice_ddor", "--edition", str(edition), "--format", "csv")[1])
    )
    errata = objects(bot("errata", "--json")[1])
    assert [(row["geoid"], row["rows"] > 0) for row in errata] == [
        ("19069", True),
        ("36033", False),
        ("42055", False),
        ("19137", True),
        ("48491", True),
        ("48021", True),
        ("42029", False),
        ("37153", True),
    ]
    assert " ICE took back Williamson County, Texas: “" in bot("errata")[1]
    told = {row["agency"]: row["notes"] for row in table}
    assert "transferred to another facility" in told["Bastrop County Jail"]
    assert told["Clark County"] == ""
    for place in ("Bastrop County, TX", "Franklin County, IA"):
        answer = " ".join(bot("lookup", place)[1].split())
        assert "took that back" in answer
        assert "ICE, " in answer.partition("More on")[2]


def test_a_correction_that_was_read_first_marks_the_rows_that_it_names(bot: Bot) -> None:
    """Issues come in any order; rows of the correcting issue itself are not what it takes back."""
    later = take(bot, "2017-02-11")["edition"]
    rows = first_issue(bot, take(bot, "2017-01-28")["edition"])
    assert agencies(rows, "notes") == CORRECTED
    assert agencies(first_issue(bot, later), "notes") == set()
