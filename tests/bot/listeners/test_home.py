"""App Home tells a newsroom what it hears of, how fresh that is, and what waits for a person."""

from typing import Any

from bot.blocks import home_view
from bot.desk import Desk
from bot.listeners.home import home as home_of
from bot.preview.validation import check_view
from jobs.readers import Parser
from models.config import Settings
from models.db import EditionRow, SourceRow, writing
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom
from tests.support.newsroom.reviewing import Held, held_list
from tests.support.shown import shown
from tests.support.waiting import until

WHY = ["12 of 33 rows would be gone."]


def home(room: Room) -> str:
    """Everything that App Home shows the editor."""
    view: dict[str, Any] | None = room.slack.open_home()
    assert view is not None
    check_view({key: view[key] for key in ("type", "blocks")}, "home")
    return shown(view["blocks"])


def lines_with(said: str, shown_text: str) -> list[str]:
    """What stands of the lines that say so, from there to their end."""
    return [said + line.partition(said)[2] for line in shown_text.splitlines() if said in line]


def test_home_shows_subscriptions_and_freshness(room: Room) -> None:
    """Each channel with its states; each list with how fresh it is."""
    assert "None yet." in home(room)
    channel = room.slack.command("#mass-desk", "subscribe MA").channel
    told = home(room)
    assert f"*<#{channel}>*" in told
    assert "• Massachusetts, as they happen (<@U0EDITOR>, Nov. 25, 2026)" in told
    assert "Justice Department's list>: copied, last seen Oct. 31, 2025; page not checked yet." in told
    assert "No desk operators are set" not in told
    heads = ("Needs review", "Subscriptions", "Lists we watch", "Latest changes")
    assert [line for line in told.splitlines() if line in heads] == list(heads)


def test_home_warns_without_operators(history: str) -> None:
    """Nobody set to hear of what goes wrong: Home says so, and how to mend it."""
    with desk_on(history, Settings()) as desk, newsroom(desk) as room:
        assert "`newsroom.operators`" in home(room)


def test_only_operators_read_why_a_check_fails(history: str) -> None:
    """A reporter's Home and answer stay calm; an operator's Home has the reason and the cure."""
    why = "The name could not be resolved ([Errno -2]). Check this machine's DNS."
    with desk_on(history) as desk, newsroom(desk) as room:
        with writing(desk.engine) as session:
            row = session.get(SourceRow, "doj_eo14287")
            assert row is not None
            row.checked, row.failures, row.sentence = NOW, 1, why
        calm = (
            "Justice Department's list>: copied, last seen Oct. 31, 2025;"
            " couldn't be read Nov. 25, 2026, 10 a.m. EST; never read."
        )
        assert lines_with(calm, home(room)) == [calm]
        operators = shown(home_view(home_of("UOPERATOR", desk))["blocks"])
        assert lines_with(calm, operators) == [f"{calm} {why}"]
        answer = shown(room.slack.command("#mass-desk", "Boston").blocks).splitlines()
        assert answer[:4] == [
            "Boston, Massachusetts",
            "On the Justice Department's list of “sanctuary jurisdictions” (published Aug. 5, 2025; last seen"
            " Oct. 31, 2025). Was on the DHS list of May 29, 2025, since taken down.",
            "Refusals: 1 (total only) for 2011 (NPR's count of ICE records). No individual refusals on file.",
            "A detainer is a civil request, not a judge's warrant.",
        ]
        assert answer[4:] == [
            "More",
            "Rows",
            "Evidence",
            "Copy sentence",
            "Share",
            "History",
            "Timeline",
            "This is wrong",
        ]


def test_home_and_answers_say_what_awaits_review(room: Room, desk: Desk) -> None:
    """A document that looks wrong is held: nobody hears its rows, everybody hears that it waits."""
    with writing(desk.engine) as session:
        last = session.get(EditionRow, 7)
        assert last is not None
        copied = {name: getattr(last, name) for name in EditionRow.model_fields if name != "id"}
        session.add(
            EditionRow(
                **copied
                | {"source": "doj_eo14287", "status": "held", "observed": NOW, "stood": NOW, "reasons": WHY}
            )
        )
    told = home(room)
    assert (
        "A newer file of the Justice Department's list arrived Nov. 25, 2026, 10 a.m. EST and needs review."
        in told
    )
    assert "review accept" not in told
    operators = shown(home_view(home_of("UOPERATOR", desk))["blocks"])
    assert "and needs review: 12 of 33 rows would be gone." in operators
    assert "needs review" in shown(room.slack.command("#mass-desk", "Boston").blocks)


def test_a_guest_sees_no_subscriptions(history: str) -> None:
    """Guests get lookups alone: Home tells them how fresh the lists are, and not who hears of what."""
    with desk_on(history) as desk, newsroom(desk) as room:
        room.slack.command("#mass-desk", "subscribe MA")
        room.slack.person("Freelancer", is_guest=True, channels=["mass-desk"])
        view = room.slack.open_home("Freelancer")
        assert view is not None
        assert "Massachusetts" not in shown(view["blocks"]).partition("Lists we watch")[0]
        assert "Lists we watch" in shown(view["blocks"])


def test_operators_decide_on_home(history: str, parser: Parser) -> None:
    """The held edition stands there with its reason and two buttons, for operators alone."""
    with held_list(history, parser) as held:
        editor = held.slack.open_home("Editor")
        assert editor is not None
        assert "home_review_accept" not in str(editor["blocks"])
        view = held.slack.open_home("Operator")
        assert view is not None
        assert "and needs review" in shown(view["blocks"])
        held.slack.click_view(view, action_id="home_review_reject", user="Operator")
        assert gone(held), "Home still shows the edition that was rejected"


def gone(held: Held) -> bool:
    """Whether the operator's Home shows no held edition any more, in a few seconds."""
    return until(lambda: "and needs review" not in shown((held.slack.home("Operator") or {})["blocks"]))
