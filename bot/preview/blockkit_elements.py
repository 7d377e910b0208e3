"""Block Kit's documented limits as tables: composition objects and interactive elements.

Source: https://docs.slack.dev/reference/block-kit/block-elements and its neighbour
`composition-objects`, read in November 2026.
"""

from bot.preview.shapes import Check, anything, array, boolean, one_of, shape, tagged, text, whole

TYPE: dict[str, Check] = {"type": anything}
ACTION_ID = text(255)


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return tagged({"plain_text": shape({**TYPE, "text": text(most)}, {"emoji": boolean})})


def formatted(most: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return tagged(
        {
            "plain_text": shape({**TYPE, "text": text(most)}, {"emoji": boolean}),
            "mrkdwn": shape({**TYPE, "text": text(most)}, {"verbatim": boolean}),
        }
    )


OPTION = shape({"text": formatted(75), "value": text(150)}, {"description": formatted(75), "url": text(3000)})
GROUP = shape({"label": plain(75), "options": array(OPTION, 100)})
CONFIRM = shape(
    {"title": plain(100), "text": formatted(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})
ACTIONABLE: dict[str, Check] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean}
PICKER: dict[str, Check] = {**ACTIONABLE, "placeholder": plain(150)}
INPUT: dict[str, Check] = {
    "action_id": ACTION_ID,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
}
CHOICES: dict[str, Check] = {"options": array(OPTION, 100), "option_groups": array(GROUP, 100)}
MULTI: dict[str, Check] = {"max_selected_items": whole(1, 10_000)}
FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
SLACK_FILE = shape({}, {"id": text(255), "url": text(3000)}, either=("id", "url"))
IMAGE: dict[str, Check] = {"image_url": text(3000), "slack_file": SLACK_FILE}

IMAGE_ELEMENT = shape({**TYPE, "alt_text": text(2000)}, IMAGE, either=tuple(IMAGE))
INTERACTIVE: dict[str, Check] = {
    "button": shape(
        {**TYPE, "text": plain(75)},
        {
            "action_id": ACTION_ID,
            "url": text(3000),
            "value": text(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": text(75),
        },
    ),
    "static_select": shape(TYPE, {**PICKER, **CHOICES, "initial_option": OPTION}, either=tuple(CHOICES)),
    "users_select": shape(TYPE, {**PICKER, "initial_user": text(255)}),
    "channels_select": shape(TYPE, {**PICKER, "initial_channel": text(255), "response_url_enabled": boolean}),
    "conversations_select": shape(
        TYPE,
        {
            **PICKER,
            "initial_conversation": text(255),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "multi_static_select": shape(
        TYPE, {**PICKER, **CHOICES, **MULTI, "initial_options": array(OPTION, 100)}, either=tuple(CHOICES)
    ),
    "multi_channels_select": shape(TYPE, {**PICKER, **MULTI, "initial_channels": array(text(255), 100)}),
    "overflow": shape({**TYPE, "options": array(OPTION, 5)}, {"action_id": ACTION_ID, "confirm": CONFIRM}),
    "datepicker": shape(TYPE, {**PICKER, "initial_date": text(10)}),
    "timepicker": shape(TYPE, {**PICKER, "initial_time": text(5), "timezone": text(255)}),
    "checkboxes": shape(
        {**TYPE, "options": array(OPTION, 10)}, {**ACTIONABLE, "initial_options": array(OPTION, 10)}
    ),
    "radio_buttons": shape({**TYPE, "options": array(OPTION, 10)}, {**ACTIONABLE, "initial_option": OPTION}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": shape(
        TYPE,
        {
            **INPUT,
            "initial_value": text(3000, 0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "number_input": shape(
        {**TYPE, "is_decimal_allowed": boolean},
        {**INPUT, "initial_value": text(255), "min_value": text(255), "max_value": text(255)},
    ),
    "email_text_input": shape(TYPE, {**INPUT, "initial_value": text(255)}),
    "url_text_input": shape(TYPE, {**INPUT, "initial_value": text(3000)}),
}
ACCESSORY: dict[str, Check] = {**INTERACTIVE, "image": IMAGE_ELEMENT}
INPUT_ELEMENTS: dict[str, Check] = {
    **TYPED,
    **{kind: rule for kind, rule in INTERACTIVE.items() if kind not in {"button", "overflow"}},
}
