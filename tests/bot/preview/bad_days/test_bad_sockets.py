"""Bad days of Socket Mode: connections that stay, fall silent, or don't open."""

import asyncio
import json
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient

from tests.support.slack.driven import DrivenSlack

Socket = aiohttp.ClientWebSocketResponse
Script = Callable[[aiohttp.ClientSession], Awaitable[None]]


def in_a_loop(script: Script) -> None:
    """Run a conversation with a session of its own."""

    async def run() -> None:
        async with aiohttp.ClientSession() as session:
            await script(session)

    asyncio.run(run())


async def opened(slack: DrivenSlack, session: aiohttp.ClientSession) -> Socket:
    """One more connection, past its hello; it answers nothing by itself."""
    client = WebClient(base_url=slack.api_url)
    url = client.apps_connections_open(app_token=slack.app_token)["url"]
    socket = await session.ws_connect(url, autoping=False, autoclose=False)
    assert (await frame(socket))["type"] == "hello"
    return socket


async def frame(socket: Socket) -> dict[str, Any]:
    """The next text frame."""
    async with asyncio.timeout(30):
        while True:
            message = await socket.receive()
            if message.type is aiohttp.WSMsgType.TEXT:
                return dict(json.loads(message.data))


async def asked(slack: DrivenSlack, *sockets: Socket, ack_on: Socket | None = None) -> Socket:
    """Type a command, and acknowledge it where it comes or elsewhere; where it came."""
    typing = asyncio.create_task(asyncio.to_thread(slack.command, "#mass-desk", "Boston"))
    waiting = {asyncio.create_task(frame(socket)): socket for socket in sockets}
    done, others = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()
    (came,) = done
    answer = {"envelope_id": came.result()["envelope_id"], "payload": {"text": "here"}}
    await (ack_on or waiting[came]).send_json(answer)
    assert (await typing).text == "here"
    return waiting[came]


def test_a_connection_that_stays_goes_on_carrying(slack: DrivenSlack) -> None:
    """After a warning the old one carries envelopes beside the new one, until the app closes it."""

    async def script(session: aiohttp.ClientSession) -> None:
        old = await opened(slack, session)
        assert slack.disconnect("warning", then="stay") == 1
        assert (await frame(old))["reason"] == "warning"
        await asked(slack, old)
        new = await opened(slack, session)
        assert {await asked(slack, old, new), await asked(slack, old, new)} == {old, new}
        assert slack.astray == 0
        while await asked(slack, old, new, ack_on=new) is new:
            pass
        assert slack.astray == 1
        await old.close()
        assert await asked(slack, new) is await asked(slack, new)

    in_a_loop(script)


def test_a_connection_that_falls_silent(slack: DrivenSlack) -> None:
    """TCP stays: no envelope, no pong, no echo of a close frame; the new connection has everything."""

    async def script(session: aiohttp.ClientSession) -> None:
        old = await opened(slack, session)
        assert slack.disconnect("warning", then="silent") == 1
        assert (await frame(old))["type"] == "disconnect"
        new = await opened(slack, session)
        assert await asked(slack, new) is await asked(slack, new)
        heard = asyncio.create_task(old.receive())
        await old.ping()
        await old.send_frame(struct.pack("!H", aiohttp.WSCloseCode.OK), aiohttp.WSMsgType.CLOSE)
        await asyncio.sleep(0.5)
        assert not heard.done()
        heard.cancel()

    in_a_loop(script)


@pytest.mark.parametrize("then", ["close", "stay", "silent"])
@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
def test_each_reason_is_told(slack: DrivenSlack, reason: str, then: str) -> None:
    """Whatever becomes of the connection."""

    async def script(session: aiohttp.ClientSession) -> None:
        socket = await opened(slack, session)
        closing = asyncio.create_task(asyncio.to_thread(slack.disconnect, reason, then))
        assert (await frame(socket))["reason"] == reason
        if then == "close":
            assert (await socket.receive(timeout=30)).type is aiohttp.WSMsgType.CLOSE
            await socket.close()
        assert await closing == 1

    in_a_loop(script)


def test_a_handshake_that_fails(slack: DrivenSlack) -> None:
    """So many fail as asked; the next opens."""

    async def script(session: aiohttp.ClientSession) -> None:
        slack.refuse_sockets(2)
        for _ in range(2):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await opened(slack, session)
        await opened(slack, session)

    in_a_loop(script)
