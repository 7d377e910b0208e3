"""The outbox becomes messages in Slack: worded, sent, recorded, edited."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.delivery.alert_content import Readership, gather_errata, gather_alert
    from bot.delivery.csv import facts_as_csv, written
    from bot.delivery.deliverer import deliver
    from bot.delivery.edit_content import gather_again
    from bot.delivery.digest_loop import digest
    from bot.delivery.file_upload import keep_image, upload_file
    from bot.delivery.line import stopped
    from bot.delivery.render import Attachment

__getattr__ = lazy_face(__name__)
