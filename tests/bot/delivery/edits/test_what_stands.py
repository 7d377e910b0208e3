"""Whatever a list does later, all messages of a channel say of each place what stands, and say the same."""

import random
import re
from collections import defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from bot.words import local_day
from models.db import writing
from models.domain import (
    EVERYWHERE,
    Channel,
    Listing,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Resolution,
    Row,
    Subject,
    Terms,
    key,
)
from models.editions import withdraw
from models.newsroom import Actor, subscribe
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import send_all
from tests.support.newsroom.digesting import ZONE
from tests.support.newsroom.editions import TRAVIS, publish_rows
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.seen import Posted

BEXAR = Place("48029", "Bexar County", "TX", PlaceKind.COUNTY)
BOSTON = Place("2507000", "Boston", "MA", PlaceKind.CITY)
LOWELL = Place("2537000", "Lowell", "MA", PlaceKind.CITY)
PLACES = {place.name: place for place in (TRAVIS, BEXAR, BOSTON, LOWELL)}
FOLLOWED = {
    "C0TEXAS": [Subject("TX")],
    "C0GEORGIA": [Subject("TX"), Subject("MA")],
    "C0NATIONAL": [Subject(EVERYWHERE)],
    "C0MASSDESK": [Subject("MA", BOSTON.geoid)],
}
STEPS = 7
STRUCK = re.compile(r"• ~\*([^*]+?)(?:, (?:Texas|Mass\.))?\*")
BECAME = re.compile(r"^(Off since|Off again since|Back) (\w+\.? \d+, \d{4}): (.+?)\.?$", re.MULTILINE)


def rows_on(names: list[str]) -> list[Row]:
    """Rows of a list that names these places."""
    found = []
    for number, name in enumerate(names, 1):
        place = PLACES[name]
        fields = {"name": name, "heading": "Places"}
        where = f"item {number}"
        listing = Listing(ListingKind.DESIGNATION, fields, place.state, position=where, as_read=name)
        found.append(Row(listing, key(listing), Resolution(Outcome.RESOLVED, (place,))))
    return found


def is_followed(channel: str, name: str) -> bool:
    """Whether a channel hears of a place."""
    place = PLACES[name]
    wanted = {place.geoid, place.state, EVERYWHERE}
    return any((each.place or each.state) in wanted for each in FOLLOWED[channel])


def text_of(message: Posted) -> str:
    """All sections of a message, a line each."""
    return "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")


@pytest.mark.parametrize("seed", range(2))
def test_every_message_says_what_stands(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, seed: int
) -> None:
    """Off, on, off again, taken down and back: no message calls a place off that is on, or the reverse."""
    draw, names, down = random.Random(seed), sorted(PLACES), False  # noqa: S311 - no secret
    for channel, subjects in FOLLOWED.items():
        for subject in subjects:
            subscribe(engine, Channel("", channel), subject, Actor("U0EDITOR", clock(), ZONE), Terms())
    on: set[str] = set()
    flipped: dict[str, str] = {}
    said: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for step in range(STEPS):
        before = {channel: {each.ts for each in alerts(slack, channel)} for channel in FOLLOWED}
        changed: set[str] = set()
        if step and not down and draw.random() < 0.2:
            down = True
            with writing(engine) as session:
                withdraw(session, LIST.name, clock(), clock())
        else:
            down, changed = False, set(draw.sample(names, 3 if step == 0 else draw.randint(1, 2)))
            on ^= changed
            flipped |= dict.fromkeys(changed, local_day(clock(), ZONE))
            publish_rows(engine, LIST, rows_on(sorted(on)), clock())
        send_all(deliverer, clock, 30)
        for channel in FOLLOWED:
            heard = {name: name in on for name in changed if is_followed(channel, name)}
            for message in alerts(slack, channel):
                if message.ts not in before[channel]:
                    said[channel, message.ts] = heard
                says_what_stands(message, said[channel, message.ts], on, flipped, down=down)
        clock.advance(timedelta(days=1))


def alerts(slack: DrivenSlack, channel: str) -> list[Posted]:
    """The alerts of a channel, threads left out."""
    return [each for each in slack.messages(channel) if each.from_app and not each.thread_ts and each.blocks]


def says_what_stands(
    message: Posted, said: dict[str, bool], on: set[str], flipped: dict[str, str], *, down: bool
) -> None:
    """Hold a message against what stands of each place that it told of."""
    otherwise = {name for name, told in said.items() if told != (name in on)}
    text = text_of(message)
    assert set(STRUCK.findall(text)) == otherwise, message.text
    for how, when, named in BECAME.findall(text):
        for name in (each for each in said if each in named):
            assert (how == "Back") == (name in on), text
            assert when == flipped[name], text
    assert ("taken down" in message.text) == down, message.text
    for name, told in said.items() if len(said) == 1 and not down and "publishes" not in message.text else ():
        assert name in message.text or re.search("1 (place )?o(n|ff)", message.text)
        is_off = re.search(r" (is|are) off |; off since|1 off since", message.text)
        assert bool(is_off) == (name not in on), (message.text, told)
