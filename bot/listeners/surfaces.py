"""Every surface of Slack, and the listeners of each."""

from slack_bolt import App

from bot.desk import Desk

# fmt: off
from bot.listeners import (
    alert_buttons,
    answer_buttons,
    commands,
    home,
    home_buttons,
    remarks,
    reviews,
    sample,
    shortcuts,
    subscribe_form,
    unheard,
    wish_lists,
)

SURFACES = (
    answer_buttons, alert_buttons, commands, home, home_buttons, reviews, sample, shortcuts,
    subscribe_form, remarks, wish_lists, unheard,
)
# fmt: on


def register(app: App, desk: Desk) -> None:
    """Register every listener."""
    for surface in SURFACES:
        surface.register(app, desk)
