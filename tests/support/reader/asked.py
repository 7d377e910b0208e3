"""Every answer that there is to read: of places as of days, of verbs and of buttons, and App Home."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from bot.answers import Answer, answer
from bot.blocks import home_view, kit
from bot.blocks.answer import answer_message, sentence_message
from bot.desk import Desk, Requester
from bot.grammar import Lookup
from bot.listeners.answer_buttons import evidence, history, rows
from bot.listeners.home import home
from bot.replies import reply
from tests.support.oracle.past import ZONE
from tests.support.reader.sheet import Kind, ReadMessage, first_fenced

PLACES = """
    AL; CA; CO; DC; GA; IL; IA; MD; MA; NV; NY; PA; TX; WA; WY; Boston, MA; Lowell, MA; Suffolk
    County, MA; Amherst, MA; Middlesex County, MA; Baltimore County, MD; Baltimore, MD; Montgomery
    County, MD; Travis County, TX; Austin, TX; Bastrop County, TX; Williamson County, TX; Bexar
    County, TX; Cook County, IL; Chicago, IL; Denver, CO; Aurora, CO; Weld County, CO; El Paso
    County, CO; Denver County, CO; Watauga County, NC; Mecklenburg County, NC; Los Angeles, CA; Los
    Angeles County, CA; San Francisco, CA; San Diego County, CA; Santa Clara County, CA; New York
    City; Ithaca, NY; Suffolk County, NY; Nassau County, NY; East Hampton (town), NY; Seattle, WA;
    King County, WA; Clark County, NV; Franklin County, IA; Montgomery County, IA; Franklin County,
    PA; Philadelphia, PA; Chester County, PA; Richmond County, NC; Sedgwick County, KS; Orono, ME;
    Hennepin County, MN; New Orleans, LA
"""
DAYS = (
    None,
    date(2015, 1, 1),
    date(2017, 3, 19),
    date(2017, 3, 20),
    date(2017, 4, 13),
    date(2025, 5, 28),
    date(2025, 5, 29),
    date(2025, 5, 30),
    date(2025, 6, 1),
    date(2025, 8, 5),
    date(2025, 9, 26),
    date(2025, 10, 31),
)
PRESSED = (None, date(2017, 3, 20), date(2025, 6, 1))
"""Days as of which *Rows*, *Evidence* and *History* are read too."""
_BUTTONS: dict[Kind, Callable[[Answer, kit.Handle, Desk], kit.Message]] = {
    "rows": rows,
    "evidence": evidence,
    "history": history,
}
VERBS = """
    recent
    recent since 2025-01-01
    recent 2017
    recent MA since 2025-01-01
    recent MD since 2025-01-01
    recent TX 2017
    recent CO May 2025
    recent Boston, MA since 2025-01-01
    recent Travis County, TX since 2016-01-01
    trend
    trend CA
    trend MA
    trend TX
    trend IL
    trend Boston, MA
    trend Travis County, TX
    trend Baltimore County, MD
    compare MA TX
    compare Boston
    compare Chicago, IL, Denver, CO, Austin, TX
    compare Baltimore County, MD as of 2025-09-26
    compare Weld County, CO, Boston, MA as of 2025-05-30
    top TX
    top counties TX
    top counties TX by totals
    top counties IL by sent
    top cities MA
    top counties CA by refusals
    map
    map MA
    map CO
    map TX
    map MD
    map NY
    map IL
    sources
    subscriptions
    settings
    history Boston, MA
    is Chicago a sanctuary city?
    what about Boston, MA?
    Springfield
    Cook County
    Bostn
    Xyzzy
    export MA
    help
"""
"""What is typed, a line each."""


def places() -> list[str]:
    """Return the sixty places, as they are typed."""
    return [place.strip() for place in " ".join(PLACES.split()).split(";")]


def answers(desk: Desk, place: str) -> Iterator[ReadMessage]:
    """Yield the answers on a place as of each day, and what the buttons below each give."""
    for day in DAYS:
        record = answer(Lookup(place, day), desk)
        moment = datetime.combine(day, time.max, ZONE) if day else desk.clock()
        message, copied = answer_message(record, "/detainers"), sentence_message(record)
        where = f"{place}{f' as of {day}' if day else ''}"
        yield ReadMessage(
            where,
            "answer",
            message.text,
            message.blocks,
            moment,
            printable=first_fenced(copied.blocks),
            about=record.place,
        )
        opened = answer_message(record, "/detainers", opened=True).blocks
        more = [block for block in opened if block not in message.blocks and block["type"] == "section"]
        yield ReadMessage(f"{where}, More", "thread", "", more, moment, about=record.place)
        yield ReadMessage(
            f"{where}, to copy", "sentence", copied.text, copied.blocks, moment, about=record.place
        )
        if record.place and day in PRESSED:
            handle = kit.Handle(record.place.geoid, day)
            for kind, press in _BUTTONS.items():
                shown = press(record, handle, desk)
                yield ReadMessage(
                    f"{where}, {kind}", kind, shown.text, shown.blocks, moment, about=record.place
                )


def verbs(desk: Desk) -> Iterator[ReadMessage]:
    """Yield what the other verbs and plain questions are answered with, and App Home."""
    for typed in filter(None, map(str.strip, VERBS.split("\n"))):
        said = reply(typed, Requester("C0ANY", "U0EDITOR"), desk)
        yield ReadMessage(typed, "verb", said.text, said.blocks, desk.clock())
    blocks = home_view(home("U0EDITOR", desk))["blocks"]
    yield ReadMessage("App Home", "home", "", blocks, desk.clock())
