"""What a person typed becomes a command, by rules that read no clock and know no fact."""

# fmt: off
from bot.grammar.commands import (
    ALL, LATELY, VERBS, Clauses, Lookup, Mute, Ranking, Recent, Request, Span, Subscribe, Subscriptions,
    TopPlaces, Unclear,
)
from bot.grammar.parser import area_to_export, area_to_map, asked_of, nearest, parse, recent_asked, top_asked
from bot.grammar.times import unread_day, zone_named
