"""A local Slack with the driver's hands and eyes on it."""

from bot.preview import LocalSlack
from tests.support.slack.driver import Driver


class DrivenSlack(LocalSlack, Driver):
    """A local Slack in this process; see `LocalSlack` for its arguments, `Driver` for what people do."""
