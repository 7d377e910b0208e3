"""Forms that people fill in, and what they say."""

# fmt: off
from bot.blocks.forms.lookup import LOOKUP_FORM, LOOKUP_PLACE, lookup_view, named_message, waiting_view
from bot.blocks.forms.remarks import (
    NOTE_FORM, ROW, WORDS, WRONG_FORM, Pressed, about_alert, note_saying, note_view, read_alert, read_note,
    read_wrong, wrong_saying, wrong_view,
)
from bot.blocks.forms.subscribe import (
    CHANNEL, ENDING_FORM, PLACE, SOURCES, STATE, SUBSCRIPTION_FORM, FilledSubscription, edit_view,
    ending_saying, ending_view, read_ending, read_form, subscribe_view,
)
