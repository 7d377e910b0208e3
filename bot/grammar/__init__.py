"""What a person typed becomes a command, by rules that read no clock and know no fact."""

# fmt: off
from bot.grammar.commands import (
    ALL, VERBS, Clauses, Lookup, Mute, Recent, Request, Subscribe, Subscriptions, Unclear,
)
from bot.grammar.parser import area_to_export, asked_of, nearest, parse
from bot.grammar.times import unread_day, zone_named
