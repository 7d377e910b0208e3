"""Every error that Detainer Desk raises on purpose.

DeskError
├── SettingsError          config.toml or the environment is wrong
├── UsageError             a person typed something that can't be understood
├── StoreError             the database can't be read or written
├── FetchError             an address gave no document
│   ├── Gone               404, 410, redirect home, a page that says "not found"
│   └── Blocked            403, 405, 406, 429, 503, challenge, time-out, login, bot wall, robots.txt
├── UnreadableDocument     bytes came, but they can't be read as what they should be
├── PictureError           a picture can't be drawn
├── DeliveryError          Slack did not take a message
└── NotLetIn               Slack doesn't let the desk in, for good or only now

Each carries one sentence for a person and the next step; `str(error)` is both.
"""

from typing import Self


class DeskError(Exception):
    """Base of all: one clear sentence, and what to do next.

    Args:
        sentence: What happened, ending in a full stop.
        cure: The next step for the person who reads it, ending in a full stop.
    """

    def __init__(self, sentence: str, cure: str = "") -> None:
        super().__init__(f"{sentence} {cure}".strip())
        self.sentence = sentence
        self.cure = cure

    def __reduce__(self) -> tuple[type[Self], tuple[str, str], dict[str, object]]:
        """Travel between processes with sentence and cure apart."""
        return type(self), (self.sentence, self.cure), self.__dict__


class SettingsError(DeskError):
    """config.toml or an environment variable is wrong."""


class UsageError(DeskError):
    """A person typed something that can't be understood."""


class StoreError(DeskError):
    """The database can't be reached, read or written."""


class FetchError(DeskError):
    """An address gave no document; tried again at the next check."""


class Gone(FetchError):
    """The publisher says that there is no such page (404, 410, redirect home, not-found page)."""


class Blocked(FetchError):
    """The publisher or the way to it refuses (403, 405, challenge, time-out, login, bot wall, robots.txt)."""


class UnreadableDocument(DeskError):
    """Bytes arrived and are kept, but they can't be read as the document they should be."""


class PictureError(DeskError):
    """A picture can't be drawn: its words don't fit, its font lacks a letter, or drawing failed."""


class DeliveryError(DeskError):
    """A message can't be worded any more, or Slack did not take it."""


class NotLetIn(DeskError):
    """Slack doesn't let the desk in.

    Args:
        sentence: What happened.
        cure: The next step.
        code: Slack's word for it, or the kind of failure.
        seconds: Pause that Slack asks for.
        final: Whether only a person can mend it; else it is tried again.
    """

    def __init__(
        self, sentence: str, cure: str = "", code: str = "", seconds: float = 0.0, *, final: bool = False
    ) -> None:
        super().__init__(sentence, cure)
        self.code = code
        self.seconds = seconds
        self.final = final


class UnknownList(DeliveryError):
    """A message is about a list that this desk doesn't know; another one may, or this one at another time."""


class NothingToTell(DeliveryError):
    """What was to be corrected is as it was told."""
