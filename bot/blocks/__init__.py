"""Values to Block Kit; Slack's limits and its escaping are kept here alone. Pure."""

# fmt: off
from bot.blocks.help import Setup, greeting, help_message, settings_message, sources_message, welcome
from bot.blocks.home import EDIT, END, MUTE, Home, home_view
from bot.blocks.operators import NoticeSetting, correcting, decided_already, lead, notice
from bot.blocks.subscriptions import (
    Confirmed, Listed, Names, Watched, again, edit_button, everywhere, how, listed, muted, named,
    no_subscriptions, not_subscribed, resumed, subject_name, subscribed, unsubscribed, where,
    with_nothing_sent,
)
