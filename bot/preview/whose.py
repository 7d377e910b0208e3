"""Whom and where a request of the page or the driver means: by id or by name."""

from bot.preview.core import Core
from bot.preview.errors import Impossible
from bot.preview.workspace import Channel, Json


def channel_of(core: Core, body: Json) -> Channel:
    """The channel that `channel` names.

    Raises:
        Impossible: There is none.
    """
    wanted = str(body["channel"]).removeprefix("#")
    for channel in core.workspace.channels.values():
        if wanted in {channel.id, channel.name}:
            return channel
    raise Impossible(f"There is no channel {wanted}.")


def user_of(core: Core, body: Json) -> str:
    """The id of the person that `user` names.

    Raises:
        Impossible: There is nobody.
    """
    for user in core.workspace.users.values():
        if body["user"] in {user.id, user.name}:
            return user.id
    raise Impossible(f"There is nobody called {body['user']}.")
