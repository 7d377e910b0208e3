"""Modals: opening, what Slack itself refuses, what the app refuses, updating, stacking, closing."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.bot.preview.conftest import Connect
from tests.support.slack.driven import DrivenSlack

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


STATES = [{"text": plain("Massachusetts"), "value": "MA"}, {"text": plain("Texas"), "value": "TX"}]
FORM: Json = {
    "type": "modal",
    "callback_id": "subscribe",
    "notify_on_close": True,
    "title": plain("Subscribe"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "place",
            "label": plain("Place"),
            "element": {"type": "plain_text_input", "action_id": "name", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "state",
            "optional": True,
            "label": plain("State"),
            "element": {
                "type": "static_select",
                "action_id": "usps",
                "options": STATES,
                "initial_option": STATES[0],
            },
        },
    ],
}


@pytest.fixture
def submitted(slack: DrivenSlack, app: App, connect: Connect) -> Callable[[Json], list[Json]]:
    """Opens the form by a command; every submission is answered with what the test gives."""

    def start(answer: Json) -> list[Json]:
        heard: list[Json] = []

        @app.command("/detainers")
        def _(ack: Ack, body: Json, client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @app.view("subscribe")
        def _(ack: Ack, view: Json) -> None:
            heard.append(view)
            ack(answer) if answer else ack()

        @app.view_closed("subscribe")
        def _(ack: Ack, body: Json) -> None:
            ack()
            heard.append(body)

        connect(app)
        slack.command("#mass-desk", "subscribe", silent=True)
        return heard

    return start


def opened(slack: DrivenSlack) -> Json:
    """The modal on the editor's screen."""
    modal = slack.modal()
    assert modal is not None
    return modal


def test_slack_itself_asks_for_required_fields(
    slack: DrivenSlack, submitted: Callable[[Json], list[Json]]
) -> None:
    """An empty or overlong field never reaches the app."""
    heard = submitted({})
    assert slack.submit(opened(slack)).errors == {"place": "Please complete this required field."}
    too_long = slack.submit(opened(slack), {"place": {"name": "x" * 21}})
    assert too_long.errors == {"place": "Please enter no more than 20 characters."}
    assert heard == []


def test_a_submission_closes_the_modal(slack: DrivenSlack, submitted: Callable[[Json], list[Json]]) -> None:
    """The app gets what was typed and what was preselected; then the modal is gone."""
    heard = submitted({})
    outcome = slack.submit(opened(slack), {"place": {"name": "Boston"}})
    assert (outcome.errors, outcome.error, slack.modal()) == ({}, "", None)
    values = heard[0]["state"]["values"]
    assert values["place"]["name"]["value"] == "Boston"
    assert values["state"]["usps"]["selected_option"]["value"] == "MA"


def test_the_apps_errors_stand_at_the_field(
    slack: DrivenSlack, submitted: Callable[[Json], list[Json]]
) -> None:
    """The modal stays open with the sentence at its field."""
    submitted({"response_action": "errors", "errors": {"place": "No place called Bostn."}})
    assert slack.submit(opened(slack), {"place": {"name": "Bostn"}}).errors == {
        "place": "No place called Bostn."
    }
    assert slack.modal() is not None


def test_errors_at_no_field_are_trouble(slack: DrivenSlack, submitted: Callable[[Json], list[Json]]) -> None:
    """An error for a block that isn't there shows Slack's general sentence."""
    submitted({"response_action": "errors", "errors": {"nowhere": "?"}})
    assert "trouble" in slack.submit(opened(slack), {"place": {"name": "Boston"}}).error


@pytest.mark.parametrize(("action", "depth"), [("update", 1), ("push", 2)])
def test_another_view_as_the_answer(
    slack: DrivenSlack, submitted: Callable[[Json], list[Json]], action: str, depth: int
) -> None:
    """An update replaces the form, a push stands on top of it; closing goes back."""
    done = {"type": "modal", "title": plain("Done"), "blocks": []}
    submitted({"response_action": action, "view": done})
    slack.submit(opened(slack), {"place": {"name": "Boston"}})
    assert (opened(slack)["title"]["text"], opened(slack)["depth"]) == ("Done", depth)
    slack.close(opened(slack))
    below = slack.modal()
    assert (below and below["title"]["text"]) == ("Subscribe" if depth == 2 else None)


def test_closing_is_told_when_asked_for(slack: DrivenSlack, submitted: Callable[[Json], list[Json]]) -> None:
    """notify_on_close sends view_closed."""
    heard = submitted({})
    slack.close(opened(slack))
    assert slack.modal() is None
    assert heard[0]["type"] == "view_closed"


def test_a_view_is_updated_by_its_hash(
    slack: DrivenSlack, client: WebClient, submitted: Callable[[Json], list[Json]]
) -> None:
    """A loading view gives way to the real one; an old hash is refused."""
    submitted({})
    modal = opened(slack)
    client.views_update(view_id=modal["id"], hash=modal["hash"], view={**FORM, "title": plain("Ready")})
    assert opened(slack)["title"]["text"] == "Ready"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=modal["id"], hash=modal["hash"], view=FORM)
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id="V0", view=FORM)
