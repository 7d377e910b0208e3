"""The end of a Socket Mode connection, without its client's last second."""

from slack_bolt.adapter.socket_mode import SocketModeHandler


def hang_up(handler: SocketModeHandler) -> None:
    """Close a connection that Slack has closed already: its client would wait for messages a second more."""
    handler.client.closed = True
    handler.client.message_queue.put(None)  # no message: wakes who waits for one
    handler.close()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
