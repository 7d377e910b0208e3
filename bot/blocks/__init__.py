"""Values to Block Kit; Slack's limits and its escaping are kept here alone. Pure."""

# fmt: off
from bot.blocks.asking import did_you_mean_command, either, which_place
from bot.blocks.help import Setup, greeting, help_message, settings_message, sources_message, welcome
from bot.blocks.home import EDIT, END, MUTE, Home, home_view
from bot.blocks.operators import NoticeSetting, correcting, decided_already, lead, notice
from bot.blocks.subscriptions import (
    NOT_SENT, Confirmed, Listed, Watched, again, edit_button, everywhere, logged, muted, named,
    no_subscriptions, not_subscribed, resumed, subscribed, unsubscribed, where, where_first, wish_line,
    wish_list, with_nothing_sent, with_way_in,
)
