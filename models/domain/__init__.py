"""Pure values and rules: listings, changes, subscriptions, what reads and messages say."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.domain.columns import (
        ABSENT, Absent, Chained, Repeated, by_name, compacted, few, mapped, numbered, picked,
    )
    from models.domain.days import Dated, DayEnd, begin_of, day, day_in, end_of, month, period
    from models.domain.facts import MISSING, TOOK_BACK, Became, Fact, Happened, PublicNote, Since
    from models.domain.listings import (
        CELLS, FIELDS, STATE, collapse, comparable, event_day, iso_day, joined_differences, key, keys,
        place_text, storable,
    )
    from models.domain.message_content import (
        Absence, Alternation, Bulletin, Decision, EditionFacts, MessageForm, Retracted, Retraction,
    )
    from models.domain.log import (
        A_DAY, Begun, Continued, Derived, Ended, Entry, Facts, Interval, Lacking, Noted, RowChange, Standing,
        Step, Until, derive, reread, step, walk,
    )
    from models.domain.printed_lists import (
        Chunk, PrintedEntry, by_ordinal, entries_of_reading, exact_of, pack, printed_only, unpack,
    )
    from models.domain.read_models import (
        LONGEST_NOTE, PRINTED_TOTAL, Announced, AuditEntry, Count, Departure, EditionSeen, Freshness,
        RecentEdition, RecentRow, RowRange, StoredEdition, StoredErratum, TookBack, Top, Volume,
        wrong_citation,
    )
    from models.domain.reading import (
        DIFFERENT, PLACED, Mark, Reading, fills_of, times_over, usual_of, wording,
    )
    from models.domain.pairing import differing_cell, may_be_one, misprint, pair
    from models.domain.row_diff import (
        Change, Difference, Row, is_told_again, joined, newly_known,
    )
    from models.domain.news import FiguresTakenBack, ListedPlace, ListRow, News, Share
    from models.domain.statements import (
        EVERY_LIST, Agreement, Area, Cited, Composition, ListEvent, ListSeen, Membership, Number, Policy,
        Stands, Unit, Within, unit_of,
    )
    from models.domain.subscriptions import (
        ANYONE, AT_ONCE, DAYS, EVERYWHERE, LEADS, MEMBERS, PLAIN, TOLD, WHOLE_LIST, Alert, Channel, Concern,
        Every, Quiet, Rhythm, Subject, Subscription, Terms, Wish, alerts_for, hears, may_send, next_due,
        read_terms, soonest, terms_json,
    )
    from models.domain.trends import By, Point, Series, with_doubts
    from models.domain.values import (
        BY_HAND, COUNTY_NOTE, Announcement, Cell, ChangeKind, Correction, Document, Edition, Erratum, Limits,
        Link, Listing, ListingKind, ListNames,
        Notes, Outcome, Period, Place, PlaceKind, Reader, Removals, Resolution,
        Source, SourceKind, Verdict,
    )

__getattr__ = lazy_face(__name__)
