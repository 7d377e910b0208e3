"""What the command line prints of facts: objects for scripts, tables for people."""

import csv
import io
from pathlib import Path

import pytest

from models.db import open_engine
from tests.support.clock import Clock
from tests.support.desk.command_line import CITIES, COUNTIES, STATES, Bot, objects, page, take
from tests.support.newsroom.editions import subscribe


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


def test_listings_show_what_a_copy_says_is_gone(history_bot: Bot) -> None:
    """The rows that DHS took off in silence stand in the copy that tells it, marked; and nowhere else."""
    copies = [row["edition"] for row in objects(history_bot("editions", "dhs_2025", "--json")[1])]
    marked = {
        row["name"]: (number, row["mark"], row["as_read"])
        for number in copies
        for row in objects(history_bot("listings", "dhs_2025", "--edition", str(number), "--json")[1])
        if "mark" in row
    }
    assert list(marked) == ["Watauga", "Weld", "El Paso", "Aurora"]
    number, mark, text = marked["Watauga"]
    assert (number, mark, text != "") == (copies[1], "said off", True)
    of_copy = ("listings", "dhs_2025", "--edition", str(number))
    table = list(csv.DictReader(io.StringIO(history_bot(*of_copy, "--format", "csv")[1])))
    assert [row["name"] for row in table if row["mark"] == "said off"] == ["Watauga"]
    assert "said off" in history_bot(*of_copy)[1]
    assert "said off" not in history_bot(*of_copy, "--standing")[1]
    first = history_bot("listings", "dhs_2025", "--edition", str(copies[0]), "--format", "csv")[1]
    assert "mark" not in first.splitlines()[0]


def test_listings_say_what_stands_and_as_whom_they_were_read(bot: Bot, tmp_path: Path) -> None:
    """A whole list's rows stand because it prints them; a reading that nobody made is refused."""
    take(bot, tmp_path, page())
    printed = objects(bot("listings", "doj_eo14287", "--reading", "1", "--json")[1])
    standing = objects(bot("listings", "doj_eo14287", "--standing", "--json")[1])
    assert standing == [{"standing": "printed", **row} for row in printed]
    code, _, err = bot("listings", "doj_eo14287", "--reading", "2")
    assert (code, "Edition 1 has no reading 2." in err) == (2, True)
    code, _, err = bot("listings", "doj_eo14287", "--standing", "--reading", "1")
    assert (code, "--standing is of the newest reading." in err) == (2, True)


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
        "On the Justice Department's list of “sanctuary jurisdictions” (published Aug. 5, 2025). No refusals"
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
    assert told.startswith("Justice Department's list: needs review.\n  ")
    (waiting,) = objects(bot("review", "list", "--json")[1])
    number = waiting["edition"]
    assert f"Decide: python -m bot review accept {number}, or review reject {number}." in told


def test_a_rejection_is_told_as_one(bot: Bot, tmp_path: Path) -> None:
    """Whoever rejects reads that it is rejected, and that nothing is lost."""
    take(bot, tmp_path, page())
    _, report = take(bot, tmp_path, b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>")
    code, out, _ = bot("review", "reject", str(report["edition"]))
    assert (code, out) == (0, "Justice Department's list: set aside; the file is kept.\n")


def test_doctor_never_calls_a_file_a_check(bot: Bot, tmp_path: Path) -> None:
    """A list that was imported, or copied from the bundled history, is not checked yet."""
    assert "doj_eo14287: Page not checked yet; nothing read." in bot("doctor")[1]
    take(bot, tmp_path, page(), "--observed", "2025-08-05T14:00:00Z")
    assert "doj_eo14287: Page not checked yet; added Aug. 5, 2025, 10 a.m. EDT." in bot("doctor")[1]


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


def test_the_bundled_counts_of_prisons_are_those_of_the_last_year(history_bot: Bot) -> None:
    """Nine years were copied on one day: 246 rows of 2015, and what that edition brought."""
    rows = objects(history_bot("listings", "npr_declined", "--json")[1])
    assert len(rows) == 246
    assert {row["period"] for row in rows} == {"2015-01-01/2015-12-31"}
    last = max(
        edition["edition"] for edition in objects(history_bot("editions", "npr_declined", "--json")[1])
    )
    changes = objects(history_bot("changes", "npr_declined", "--json")[1])
    assert {change["edition"] for change in changes} == {last}


def test_a_table_fits_a_terminal_and_says_where_each_row_stands(
    history_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred columns hold number, position, text and place; notes have lines of their own."""
    monkeypatch.setenv("COLUMNS", "100")
    for source in ("dhs_2025", "ice_ddor", "ice_policies_2014", "npr_declined"):
        lines = history_bot("listings", source)[1].splitlines()
        assert max(map(len, lines)) <= 100, source
    ddor = history_bot("listings", "ice_ddor")[1]
    assert "4 and 6: The publisher took this back in its own correction" in ddor
    dhs = history_bot("listings", "dhs_2025")[1].splitlines()
    (alameda,) = [line for line in dhs if "Alameda County, CA" in line]
    assert alameda.split()[:3] == ["3", "item", "3"]
    assert alameda.index("Alameda County") < 30
    changes = history_bot("changes", "ice_ddor")[1]
    assert max(map(len, changes.splitlines())) <= 100


def test_a_place_that_is_none_says_why(bot: Bot, tmp_path: Path) -> None:
    """Whoever sees no place reads the reason in its stead."""
    take(bot, tmp_path, page(cities=("Boston, MA", "Xyzzyville, MA", *CITIES[1:])))
    shown = bot("listings", "doj_eo14287")[1]
    (line,) = [line for line in shown.splitlines() if "Xyzzyville, MA" in line and "item" in line]
    assert "unknown: No place" in line


COUNTED = """
[[sources]]
name = "tallies"
address = "https://publisher.example/tallies.csv"
format = "csv"
kind = "event"
rows = "tally"
title = "Tallies"
publisher = "Bureau"
columns = { agency = "Agency", state = "State", count = "Number" }
constants = { measure = "MEASURE" }

[[sources]]
name = "cities"
address = "https://publisher.example/cities.csv"
format = "csv"
kind = "state"
rows = "designation"
title = "Cities"
publisher = "Bureau"
columns = { name = "Place", state = "State" }
constants = { heading = "Cities" }
removals = "confirmed"
"""


def import_text(bot: Bot, source: str, file: Path, text: str, *options: str) -> None:
    """Import a file of this text."""
    file.write_text(text)
    assert bot("import", source, str(file), *options)[0] == 0


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("declined", "1,204 declined, September 2026"),
        ("issued", "1,204 issued, no refusals, September 2026"),
    ],
)
def test_a_tally_always_says_what_it_counts(bot: Bot, tmp_path: Path, measure: str, said: str) -> None:
    """As printed, with its comma; beside it what was counted, over which days; so in rows and changes."""
    (tmp_path / "config.toml").write_text(COUNTED.replace("MEASURE", measure))
    file = tmp_path / "tally_2026-09-01_2026-09-30.csv"
    import_text(bot, "tallies", file, 'Agency,State,Number\nTravis County Jail,TX,"1,204"\n')
    (row,) = objects(bot("listings", "tallies", "--json")[1])
    assert (row["as_read"], row["count"]) == ("Travis County Jail | TX | 1,204", 1204)
    for verb in ("listings", "changes"):
        shown = bot(verb, "tallies")[1]
        assert "Travis County Jail | TX | 1,204" in shown
        assert said in shown


def test_a_report_stands_alone_and_its_days_are_its_own(bot: Bot, tmp_path: Path) -> None:
    """Each period is a series: what held after August's report is what it printed, not July's rows too."""
    (tmp_path / "config.toml").write_text(COUNTED.replace("MEASURE", "declined"))
    for days, jail in (("2026-07-01_2026-07-31", "Bexar"), ("2026-08-01_2026-08-31", "Travis")):
        text = f"Agency,State,Number\n{jail} County Jail,TX,12\n"
        import_text(bot, "tallies", tmp_path / f"tally_{days}.csv", text)
    (row,) = objects(bot("listings", "tallies", "--standing", "--json")[1])
    assert (row["standing"], row["agency"]) == ("printed", "Travis County Jail")


def test_a_row_that_is_missing_and_then_gone_says_both_days(bot: Bot, tmp_path: Path) -> None:
    """It stands as missing until a later list confirms it; the removal names when it was lacked first."""
    (tmp_path / "config.toml").write_text(COUNTED.replace("MEASURE", "declined"))
    rows = ["Boston,MA", "Seattle,WA", "Denver,CO", "Reno,NV", "Boise,ID", "Austin,TX", "Newark,NJ"]
    lists = ([*rows], [rows[0], *rows[2:]], [rows[0], *rows[2:], "Omaha,NE"])
    for day, rows_then in zip((1, 3, 6), lists, strict=True):
        text = "\n".join(["Place,State", *rows_then, ""])
        import_text(bot, "cities", tmp_path / "cities.csv", text, "--observed", f"2026-05-0{day}T12:00Z")
        if day == 3:
            standing = objects(bot("listings", "cities", "--standing", "--json")[1])
            assert [row["standing"] for row in standing] == ["printed"] * 6 + ["missing"]
            assert standing[-1]["name"] == "Seattle"
    (gone,) = [each for each in objects(bot("changes", "cities", "--json")[1]) if each["kind"] == "removed"]
    assert (gone["missing_since"], gone["day"]) == ("2026-05-03", "2026-05-06")
    shown = " ".join(bot("changes", "cities")[1].split())
    assert "; missing since May 3, 2026, confirmed May 6, 2026." in shown


def test_what_happened_to_a_whole_list_has_its_day_and_sentence(history_bot: Bot) -> None:
    """Suspended, resumed, taken down: each line says when, and what the publisher said."""
    told = {each["kind"]: each for each in objects(history_bot("changes", "ice_ddor", "--json")[1])}
    assert told["suspended"]["day"] == "2017-04-13"
    assert told["suspended"]["sentence"].startswith("While this analysis is ongoing")
    shown = " ".join(history_bot("changes", "ice_ddor")[1].split())
    assert "April 13, 2017: ICE's weekly report is suspended: “While this analysis is ongoing" in shown
    assert "June 2, 2025: The DHS list is taken down." in history_bot("changes", "dhs_2025")[1]
    assert history_bot("changes", "doj_eo14287")[1].startswith(
        "Oct. 31, 2025: Baltimore County, Md., is off the Justice Department's list."
    )


def test_a_lookup_takes_the_day_that_its_text_names(history_bot: Bot) -> None:
    """In words or as an option it is one question; a day that can't be read is never passed over."""
    by_option = history_bot("lookup", "Travis County, TX", "--as-of", "2017-05-01")
    for typed in ("Travis County, TX on 2017-05-01", "Travis County, TX as of May 1, 2017"):
        assert history_bot("lookup", typed) == by_option
    code, _, err = history_bot("lookup", "Travis County, TX on Tuesday")
    assert (code, "I can't read the day `Tuesday`." in err) == (2, True)


def test_advice_on_the_command_line_is_of_the_command_line(history_bot: Bot) -> None:
    """Nobody can type a slash command there."""
    said = history_bot("lookup", "zzz")[1]
    assert "`python -m bot lookup Boston, MA`" in said
    assert "/detainers" not in said


def test_every_list_is_named(bot: Bot) -> None:
    """`sources` is a verb here as it is in Slack."""
    code, out, _ = bot("sources", "--json")
    told = {each["source"]: each for each in objects(out)}
    assert code == 0
    assert (told["doj_eo14287"]["checked"], told["doj_eo14287"]["newest"]) == (None, None)
    assert told["npr_declined"]["address"] == ""
    assert "doj_eo14287" in bot("sources")[1]
