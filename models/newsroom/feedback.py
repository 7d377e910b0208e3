"""What people say of an answer, of an alert, or of the desk: kept, and told to operators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.config import Newsroom
from models.db import RemarkRow, writing
from models.domain import Channel
from models.errors import UsageError
from models.messaging import Notice, RemarkMade, queue


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person says.

    Attributes:
        person: Slack's id.
        words: The person's own.
        about: What it is said of: a place's GEOID, or `alert:` and what its buttons carry; empty for
            the desk itself.
        shown: The text that the person was looking at.
        link: Address of the message in Slack, where it has one.
    """

    channel: Channel
    person: str
    words: str
    about: str = ""
    shown: str = ""
    link: str = ""


def add_remark(engine: Engine, remark: Remark, newsroom: Newsroom, now: datetime) -> int:
    """Keep a remark and queue it for operators; return its id.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        row = RemarkRow(
            team=remark.channel.team,
            channel=remark.channel.id,
            person=remark.person,
            about=remark.about,
            shown=remark.shown,
            words=remark.words,
            at=now,
        )
        session.add(row)
        session.flush()
        number = row.id or 0
        queue(session, newsroom, Notice(f"remark:{number}", RemarkMade(remark=number, link=remark.link)), now)
        return number


def remark_of(session: Session, number: int) -> Remark:
    """Return a remark.

    Raises:
        UsageError: There is none of that number.
    """
    row = session.get(RemarkRow, number)
    if row is None:
        raise UsageError("This button is out of date.", "See `python -m bot notes --help`.")
    return Remark(Channel(row.team, row.channel), row.person, row.words, row.about, row.shown)
