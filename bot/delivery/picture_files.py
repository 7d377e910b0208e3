"""Pictures that Slack has, each uploaded once: all channels are shown the same file.

A file that was shared nowhere can be shown by who uploaded it, in blocks of chat.postMessage, once Slack has
looked through it (https://docs.slack.dev/reference/block-kit/blocks/image-block; python-slack-sdk#1521).
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from queue import Empty, SimpleQueue
from threading import Lock

from slack_sdk import WebClient

from bot.delivery.file_upload import keep_image
from bot.pictures import Picture, png
from bot.slack import FAILED_CALL, understood
from models.errors import PictureError

logger = logging.getLogger(__name__)

KEPT = 500
"""Files whose ids are remembered."""
AGAIN = 300.0
"""Seconds before a picture is tried again that could not be drawn or uploaded."""


@dataclass(slots=True)
class Upload:
    """A picture on its way to Slack.

    Attributes:
        since: When it was asked for, by a clock that only grows.
        file: Slack's id of it; empty until it is there.
        failed: It won't come.
    """

    picture: Picture
    since: float
    file: str = ""
    failed: bool = False

    def refuse(self) -> None:
        """Note that Slack shows no message with it."""
        self.file, self.failed = "", True


class PictureFiles:
    """Uploads by content; asked for by many threads, carried out by the one of files.

    Args:
        client: Slack's Web API.
        ticks: Seconds that only grow.
    """

    def __init__(self, client: WebClient, ticks: Callable[[], float]) -> None:
        self._client = client
        self._ticks = ticks
        self._known: OrderedDict[str, Upload] = OrderedDict()
        self._waiting: SimpleQueue[Upload] = SimpleQueue()
        self._lock = Lock()

    def upload_of(self, picture: Picture) -> Upload:
        """Return how far a picture is, which is uploaded if nobody has asked for it yet."""
        content, now = sha256(picture.svg.encode()).hexdigest(), self._ticks()
        with self._lock:
            known = self._known.get(content)
            if known is None or (known.failed and now - known.since > AGAIN):
                known = self._known[content] = Upload(picture, now)
                self._waiting.put(known)
            self._known.move_to_end(content)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return known

    def upload_next(self) -> bool:
        """Draw and upload one that is asked for; tell whether there was one."""
        try:
            upload = self._waiting.get_nowait()
        except Empty:
            return False
        try:
            upload.file = keep_image(self._client, f"{upload.picture.stem}.png", png(upload.picture))
        except PictureError as error:
            logger.warning("A picture can't be drawn: %s", error)
        except FAILED_CALL as error:
            logger.warning("Slack did not take a picture: %s", understood(error).code)
        finally:
            upload.failed = not upload.file
        return True
