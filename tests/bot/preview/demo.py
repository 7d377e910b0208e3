"""A small Bolt app that says what the desk will say, for looking at the page; its rows are made up."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

Json = dict[str, Any]
CSV = "agency,declined,offense,page\n" + "".join(
    f'"Example County Jail {n}, TX",2017-01-{28 + n % 4},"Example offense {n}",{n % 9 + 3}\n'
    for n in range(1, 15)
)


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str) -> Json:
    """A section block."""
    return {"type": "section", "text": mrkdwn(text)}


def buttons(*labels: str) -> Json:
    """A row of buttons, the action_id made from the label."""
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": plain(label),
                "action_id": label.lower().replace(" ", "_"),
                "value": "7",
            }
            for label in labels
        ],
    }


def row(*cells: str) -> list[Json]:
    """A table's row."""
    return [{"type": "raw_text", "text": cell} for cell in cells]


TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, None, {"is_wrapped": True}, {"align": "right"}],
    "rows": [
        row("Agency", "Declined", "Offense", "Page"),
        *[
            row(
                f"Example County Jail {number}",
                f"2017-01-{28 + number % 4}",
                f"Example offense {number}",
                "4",
            )
            for number in range(1, 11)
        ],
    ],
}
ALERT: list[Json] = [
    {"type": "header", "text": plain("New list: Texas, 142 refusals")},
    section(
        "*ICE Declined Detainer Outcome Report*, Jan. 28 to Feb. 3, 2017, published March 20, 2017\n"
        "_Replay: re-typeset from cited facts, every time by the replay's clock._"
    ),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Texas*\n142 of 206"),
            mrkdwn("*Travis County*\n142"),
            mrkdwn("*New places*\n1"),
            mrkdwn("*Unresolved*\n0"),
        ],
    },
    TABLE,
    section(":warning: _Check first: 2 rows match ICE's own correction._"),
    {
        "type": "context",
        "elements": [
            mrkdwn("p. 3 · SHA-256 `1f0c2a9b` · not an official list of sanctuary cities"),
            mrkdwn("A detainer is a civil request."),
        ],
    },
    buttons("Rows", "Evidence", "Copy sentence", "Mute"),
]
ANSWER: list[Json] = [
    {"type": "header", "text": plain("Boston, Massachusetts")},
    section("*On 1 current list.* DOJ, Aug. 5, 2025 · since <!date^1754352000^{date_short}|Aug. 5, 2025>"),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Refusals recorded*\n0 in this edition"),
            mrkdwn("*Latest change*\n5 Aug 2025: added"),
            mrkdwn("*Policy ICE cited*\nTrust Act, Aug 2014, <https://www.ice.gov/|p. 22>"),
            mrkdwn("*Also listed*\nMassachusetts: no · Suffolk County: no"),
        ],
    },
    section("_A detainer is a civil request. DOJ's and ICE's criteria differ._"),
    {"type": "context", "elements": [mrkdwn("Checked 3 min ago · ICE suspended weekly reports Apr 2017")]},
    buttons("Rows", "Evidence", "History", "Copy sentence", "Share"),
]
HISTORY: list[Json] = [
    {"type": "header", "text": plain("History of Boston")},
    *[section(f"Change {number}") for number in range(1, 40)],
]
FORM: Json = {
    "type": "modal",
    "callback_id": "subscribe",
    "title": plain("Subscribe a channel"),
    "submit": plain("Subscribe"),
    "blocks": [
        section("The channel hears of its state's places and of whole-list events."),
        {
            "type": "input",
            "block_id": "place",
            "label": plain("State or place"),
            "hint": plain("MA, Boston, Suffolk County"),
            "element": {"type": "plain_text_input", "action_id": "name"},
        },
        {
            "type": "input",
            "block_id": "channel",
            "label": plain("Channel"),
            "element": {"type": "channels_select", "action_id": "id", "initial_channel": "C0MASSDESK"},
        },
        {
            "type": "input",
            "block_id": "lists",
            "optional": True,
            "label": plain("Lists"),
            "element": {
                "type": "checkboxes",
                "action_id": "names",
                "options": [{"text": plain(name), "value": name} for name in ("ICE", "DOJ", "DHS")],
            },
        },
    ],
}


def register(app: App) -> None:
    """Answer the command and its buttons, then the form and Home."""

    @app.command("/detainers")
    def _(ack: Ack, command: Json, client: WebClient) -> None:
        if command["text"] == "subscribe":
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=FORM)
        else:
            ack(text="Boston, MA: on 1 current list, 0 refusals recorded", blocks=ANSWER)

    @app.action("share")
    def _(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Boston, MA", blocks=ANSWER, response_type="in_channel", replace_original=False)
        respond(text="Shared with the channel.", replace_original=True)

    @app.action("copy_sentence")
    def _(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="A sentence to print.", replace_original=False)

    @app.action("history")
    def _(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="History of Boston", blocks=HISTORY, replace_original=False)

    @app.action("rows")
    def _(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        where = {"channel": body["channel"]["id"], "thread_ts": body["container"]["message_ts"]}
        client.chat_postMessage(**where, text="All 14 rows are in the file.")
        client.files_upload_v2(**where, content=CSV, filename="texas-ddor-1.csv", title="Texas, 14 rows")

    register_views(app)


def register_views(app: App) -> None:
    """Answer the form and Home."""

    @app.view("subscribe")
    def _(ack: Ack, view: Json, client: WebClient) -> None:
        place = view["state"]["values"]["place"]["name"]["value"]
        if place == "Bostn":
            ack(response_action="errors", errors={"place": "No place called Bostn. Did you mean Boston, MA?"})
            return
        ack()
        channel = view["state"]["values"]["channel"]["id"]["selected_channel"]
        client.chat_postMessage(channel=channel, text=f"This channel now gets *{place}* at once.")

    @app.event("app_home_opened")
    def _(event: Json, client: WebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("Detainer Desk")},
            section("*3 lists watched, all healthy.* Oldest check 14 minutes ago."),
            {"type": "divider"},
            section("*#mass-desk* gets *Massachusetts* at once."),
            buttons("Unsubscribe", "Digest instead"),
        ]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def post_everything(client: WebClient) -> None:
    """An alert with its thread, and one of each block that the page draws."""
    alert = client.chat_postMessage(
        channel="C0TEXAS", text="ICE lists 206 refusals; Travis County, TX 142", blocks=ALERT
    )
    thread = {"channel": "C0TEXAS", "thread_ts": alert["ts"]}
    client.chat_postMessage(
        **thread, text="Method: rows are those of Section I as printed. `p. 3` to `p. 9`."
    )
    client.files_upload_v2(**thread, content=CSV, filename="texas-ddor-1.csv", title="Texas, 14 rows")
    data_table = {
        "type": "data_table",
        "caption": "Refusals by agency",
        "page_size": 5,
        "rows": TABLE["rows"],
    }
    bars = {
        "type": "data_visualization",
        "title": "Refusals by week",
        "chart": {
            "type": "bar",
            "series": [
                {"name": "Texas", "data": [{"label": f"Week {n}", "value": n * 3} for n in range(1, 4)]}
            ],
            "axis_config": {"categories": [f"Week {n}" for n in range(1, 4)]},
        },
    }
    client.chat_postMessage(channel="C0NATIONAL", text="A sortable table", blocks=[data_table])
    client.chat_postMessage(channel="C0NATIONAL", text="A chart", blocks=[bars])
    client.chat_postMessage(
        channel="C0NATIONAL",
        text="*Withdrawn:* the _DHS_ list. ~Listed~ `gone` <https://www.dhs.gov/|its page> "
        "& &lt;!channel&gt; for <@U0EDITOR> in <#C0TEXAS>\n"
        "&gt; Taken down is not the same as delisted.\n:unknown_emoji: :warning:",
    )
