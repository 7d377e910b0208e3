"""The outbox: what is owed to whom, claimed, sent, recorded."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.messaging.alternating import Arrived, note_look, tell_turn
    from models.messaging.claims import (
        CLAIM_EXPIRES, FILE, LONGEST_WAIT, OF_A_LIST, PACE, RENEWED, ClaimWatch, claim,
        end_quiet_hours, growing_pause, mend_times, next_due, post_alone, refused_by, release_abandoned,
        renew, thread_for, waiting, wake,
    )
    from models.messaging.debounce import HELD, correct_edition
    from models.messaging.deliveries import (
        Delivery, UnreadablePayload, delivery_of, kept, payload_of, readable,
    )
    from models.messaging.digests import (
        NamedMissing, gathered_for, mend_digests, named_missing, overdue, queue_last, queue_next, sent_beside,
    )
    from models.messaging.endings import UNSENT, UNSUBSCRIBED, end_serving
    from models.messaging.enqueue import (
        GATHERED, DeliveryOptions, add_messages, alerts_due, heard, hearing, hearing_of, key_of,
        owed, queue_alerts, status_of,
    )
    from models.messaging.leads import all_leads, new_leads, record_leads, tell_leads
    from models.messaging.message_edits import (
        CORRECTION, DIGEST, EDIT, REPLY, SUPERSEDED, SentMessage, changes_told, correct_messages,
        correct_taken_back, correct_undone, corrections_of, errata_told, is_told_beside, told_of_change,
        undone_told,
    )
    from models.messaging.notice_facts import facts_of, lead_of, notice_of_held
    from models.messaging.notices import (
        UNKNOWN_LIST, ChannelClosed, ColumnsChanged, ColumnsFacts, Correcting, EditionQuestion,
        ErratumFacts, HeldEdition, HeldFacts, ListAlternates, EditionReread, RereadFacts, ToldOtherwise,
        ToldOtherwiseFacts,
        Lead, LeadFound, Misprint, MoreLeads, NoticeFacts, QuestionFacts, RemarkFacts, RemarkMade,
        SlipsFacts, SlipsRead, SourceAnswers, SourceFails, UnplacedErratum, UnreadableMessages, Unsent,
    )
    from models.messaging.operator_notices import WELCOME, Notice, queue, welcome_once
    from models.messaging.outbox import (
        Later, ThreadPart, audited, give_up, give_up_unreadable, hand_over, pause_channel, put_back,
        record_sent, tell_operators,
    )
    from models.messaging.payloads import (
        AlertPayload, CorrectedFor, CsvPart, DigestPayload, EditPayload, ErrataPayload, EventPayload, Hearing,
        LeadPayload, Missing, NoticePayload, Payload, PicturePart, RefusedCsv, ReplyPayload, RowsPart,
        WelcomePayload,
    )

__getattr__ = lazy_face(__name__)
