"""What the command line prints of facts: objects for scripts, tables for people."""

import csv
import io
from pathlib import Path

from models.store import open_engine
from tests.support.clock import Clock
from tests.support.command_line import CITIES, COUNTIES, STATES, Bot, objects, page, take
from tests.support.editions import subscribe


def test_an_import_reports_what_it_published(bot: Bot, tmp_path: Path) -> None:
    """The object names every count, also those that are nought."""
    code, report = take(bot, tmp_path, page(), "--published", "2025-08-05")
    assert code == 0
    assert report["status"] == "published"
    assert report["rows"] == 17
    assert report["counts"] == {"added": 17, "removed": 0, "corrected": 0, "moved": 0, "newly_known": 0}
    assert report["places"] == {"resolved": 17, "ambiguous": 0, "unknown": 0}
    assert report["reasons"] == []


def test_the_same_document_again_is_unchanged(bot: Bot, tmp_path: Path) -> None:
    """Nothing is published twice, and the report still has rows and counts."""
    take(bot, tmp_path, page())
    code, report = take(bot, tmp_path, page())
    assert (code, report["status"], report["rows"]) == (0, "unchanged", 0)
    assert set(report["counts"].values()) == {0}


def test_changes_of_the_last_edition(bot: Bot, tmp_path: Path) -> None:
    """A removed state is one line with its place, its row before and nothing after."""
    take(bot, tmp_path, page())
    take(bot, tmp_path, page(states=STATES[:6] + STATES[7:]))
    code, out, _ = bot("changes", "doj_eo14287", "--json")
    (change,) = objects(out)
    assert code == 0
    assert change["kind"] == "removed"
    assert change["place"] == {"geoid": "32", "name": "Nevada", "state": "NV", "kind": "state"}
    assert change["before"]["as_read"] == "Nevada"
    assert change["after"] is None
    first = objects(bot("changes", "doj_eo14287", "--edition", "1", "--json")[1])
    assert [line["kind"] for line in first].count("added") == 17


def test_listings_of_an_edition_in_all_forms(bot: Bot, tmp_path: Path) -> None:
    """JSON, CSV and the table say the same rows; an older edition can be named."""
    take(bot, tmp_path, page())
    take(bot, tmp_path, page(cities=CITIES[1:]))
    rows = objects(bot("listings", "doj_eo14287", "--format", "json")[1])
    assert [row["name"] for row in rows] == [*STATES, *COUNTIES, *CITIES[1:]]
    assert rows == objects(bot("listings", "doj_eo14287", "--json")[1])
    older = objects(bot("listings", "doj_eo14287", "--edition", "1", "--format", "json")[1])
    boston = next(row for row in older if row["name"] == "Boston, MA")
    assert boston["kind"] == "designation"
    assert boston["places"] == [{"geoid": "2507000", "name": "Boston", "state": "MA", "kind": "city"}]
    assert boston["state"] == "MA"
    assert boston["resolution"] == "resolved"
    table = list(csv.DictReader(io.StringIO(bot("listings", "doj_eo14287", "--format", "csv")[1])))
    assert [row["as_read"] for row in table] == [row["as_read"] for row in rows]
    assert "Seattle, WA" in bot("listings", "doj_eo14287")[1]


def test_a_lookup_as_an_object_and_for_people(bot: Bot, tmp_path: Path) -> None:
    """One object for scripts, a few lines for people; words need no quotes."""
    take(bot, tmp_path, page(), "--published", "2025-08-05")
    (told,) = objects(bot("lookup", "Boston", "--json")[1])
    assert told["query"] == "Boston"
    assert told["resolution"] == "place"
    assert told["place"]["geoid"] == "2507000"
    assert [entry["source"] for entry in told["lists"]] == ["doj_eo14287"]
    assert {"candidates", "refusals", "tallies", "changes", "freshness", "sources"} <= told.keys()
    assert (
        "DOJ: U.S. Sanctuary Jurisdiction List Following Executive Order 14287, since 5 Aug 2025"
        in bot("lookup", "Boston,", "MA")[1]
    )
    (earlier,) = objects(bot("lookup", "Boston, MA", "--as-of", "2025-08-04", "--json")[1])
    assert earlier["lists"] == []


def test_a_document_that_looks_wrong_is_held(bot: Bot, tmp_path: Path) -> None:
    """Exit code 3, the reasons, and a person who decides; the list stays as it was."""
    take(bot, tmp_path, page())
    code, report = take(bot, tmp_path, b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>")
    assert (code, report["status"]) == (3, "held")
    assert report["reasons"]
    (waiting,) = objects(bot("review", "list", "--json")[1])
    assert waiting["edition"] == report["edition"]
    assert bot("review", "reject", str(report["edition"]))[0] == 0
    assert bot("review", "list", "--json")[1] == ""
    code, _, err = bot("review", "accept", str(report["edition"]))
    assert code == 2
    assert "rejected already" in err
    assert len(objects(bot("listings", "doj_eo14287", "--json")[1])) == 17


def test_a_held_document_is_told_with_the_next_step(bot: Bot, tmp_path: Path) -> None:
    """Whoever reads that it is held reads how to decide."""
    document = tmp_path / "page.html"
    document.write_bytes(b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>")
    code, told, _ = bot("import", "doj_eo14287", str(document))
    assert code == 3
    number = told.split("edition ")[1].split(":")[0]
    assert f"Decide with python -m bot review accept {number}, or review reject {number}." in told


def test_a_rejection_is_told_as_one(bot: Bot, tmp_path: Path) -> None:
    """Whoever rejects reads that it is rejected, and that nothing is lost."""
    take(bot, tmp_path, page())
    _, report = take(bot, tmp_path, b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>")
    code, out, _ = bot("review", "reject", str(report["edition"]))
    assert (code, out) == (0, f"doj_eo14287 edition {report['edition']}: rejected; its bytes are kept.\n")


def test_doctor_never_calls_a_file_a_check(bot: Bot, tmp_path: Path) -> None:
    """A list that was imported, or copied from the bundled history, is not checked yet."""
    assert "doj_eo14287: Not checked yet; nothing is read." in bot("doctor")[1]
    take(bot, tmp_path, page(), "--observed", "2025-08-05T14:00:00Z")
    assert "doj_eo14287: Not checked yet; imported as of 2025-08-05 14:00 UTC." in bot("doctor")[1]


def test_subscriptions_and_editions_are_lines(
    bot: Bot, tmp_path: Path, sqlite_database: str, clock: Clock
) -> None:
    """What stands in the database comes out as one object a row."""
    engine = open_engine(sqlite_database)
    subscribe(engine, "C0TEXAS", "TX", clock())
    engine.dispose()
    take(bot, tmp_path, page(), "--observed", "2025-08-05T10:00:00-04:00", "--url", "https://example.gov/x")
    (wish,) = objects(bot("subscriptions", "--json")[1])
    assert (wish["channel"], wish["state"]) == ("C0TEXAS", "TX")
    (edition,) = objects(bot("editions", "doj_eo14287", "--json")[1])
    assert edition["observed"] == "2025-08-05T14:00:00+00:00"
    assert edition["address"] == "https://example.gov/x"
    assert "doj_eo14287" in bot("editions")[1]
    assert "C0TEXAS" in bot("subscriptions")[1]
