"""An alert: what one version's changes, or what happened to its list, mean for one channel; and its rows.

Order: headline, what became of it since, dates and figures, rows, fixed sentences, evidence, buttons. Its
text is that of `bot.words`; here it is arranged.
"""

import html
from collections.abc import Sequence

from bot import words
from bot.blocks import kit, shared
from bot.blocks.alert.statements import news_of
from bot.blocks.alert.turns import turn_headline, turn_lines
from bot.blocks.shared import buttons, marked, notes_section, of_bulletin, small_print
from models.domain import Bulletin, ListRow, MessageForm, News

LINES = 50
"""Rows in a message without a table."""
STRUCK = 10
"""Struck rows in a message; more are counted."""
_IN_SHORT = 3


def alert(bulletin: Bulletin, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel some news, as what it tells stands since.

    Args:
        bulletin: What is told.
        form: How much of Block Kit Slack takes.
    """
    news = news_of(bulletin)
    turned = turn_headline(bulletin)
    push = turned or words.edited_push(news)
    text = words.cut(words.literal(marked(bulletin, push), 1000), kit.EDITED_TEXT)
    lines = [*words.became_lines(news), *_lines(bulletin, news)]
    closing = " ".join(words.news_closing(news))
    small = small_print(bulletin)
    if form is MessageForm.TEXT:
        rows = [f"• {words.row_line(row, one_state=news.one_state)}" for row in _shown(bulletin, news)]
        notes = of_bulletin(bulletin)[:3]
        return kit.plain_message([text, *lines, *rows, *_struck(news), *notes, closing, *small])
    blocks = [
        kit.header(marked(bulletin, turned or words.edited_headline(news))),
        *([kit.section(words.lines(lines))] if lines else []),
        *_rows(bulletin, news, form),
        *([kit.section(words.lines(struck))] if (struck := _struck(news)) else []),
        *_check_first(bulletin),
        *notes_section(of_bulletin(bulletin)),
        kit.section(closing),
        kit.context(*small),
        kit.actions(buttons(bulletin, sentence=not turned and bool(words.edited_sentence(news)))),
    ]
    return kit.message(text, blocks)


def alert_headline(bulletin: Bulletin) -> str:
    """Return the headline of a message in plain text, without marks."""
    return turn_headline(bulletin) or words.edited_headline(news_of(bulletin))


def alert_sentence(bulletin: Bulletin) -> str:
    """Return it as a sentence to print; empty where there is none."""
    return "" if turn_headline(bulletin) else words.edited_sentence(news_of(bulletin))


def told_in_short(bulletin: Bulletin) -> str:
    """Return a message as its headline and a few of its rows, plain text; with more, how many."""
    lines = [html.unescape(words.row_line(row)).replace("*", "") for row in rows_told(bulletin)[:_IN_SHORT]]
    more = len(bulletin.rows) - len(lines)
    return "; ".join([alert_headline(bulletin), *lines, *([words.counted(more, "more row")] if more else [])])


def rows_told(bulletin: Bulletin) -> list[ListRow]:
    """Return the rows of a message as they stand since, those that don't any more last.

    One that was corrected is there once, with what it said before.
    """
    return _rows_told(news_of(bulletin))


def _rows_told(news: News) -> list[ListRow]:
    return [*news.rows, *(row for row in news.struck if row.became not in {"corrected", "moved"})]


def _lines(bulletin: Bulletin, news: News) -> list[str]:
    return turn_lines(bulletin, news) or words.news_lines(news)


def _shown(bulletin: Bulletin, news: News) -> Sequence[ListRow]:
    return () if turn_headline(bulletin) else news.rows[: shared.SHOWN]


def _rows(bulletin: Bulletin, news: News, form: MessageForm) -> list[kit.Block]:
    shown = _shown(bulletin, news)
    if not shown:
        return []
    more = len(news.rows) - len(shown)
    left = [kit.context(f"{words.counted(more, 'more row')} in the thread and in the CSV.")] if more else []
    return [_table(shown, form, one_state=news.one_state), *left]


def _table(rows: Sequence[ListRow], form: MessageForm, *, one_state: bool) -> kit.Block:
    if form is not MessageForm.TABLE:
        return kit.section(
            words.lines([f"• {words.row_line(row, one_state=one_state)}" for row in rows], 2800)
        )
    head, cells = words.row_table(rows, one_state=one_state)
    return kit.table(head, cells, right=[at for at, title in enumerate(head) if title == "Count"])


def _struck(news: News) -> list[str]:
    """Return the rows that don't say so any more, as they were told and struck, as lines of mrkdwn."""
    if not news.struck:
        return []
    shown = [f"• ~{words.row_line(row, one_state=news.one_state)}~" for row in news.struck[:STRUCK]]
    more = len(news.struck) - len(shown)
    left = [f"{words.MORE} and {more:,} more in the CSV."] if more else []
    return [words.ORIGINAL_FIGURES, *shown, *left]


def _check_first(bulletin: Bulletin) -> list[kit.Block]:
    """Return what is to be checked before rows are believed; what was taken back is struck instead."""
    first: dict[str, str] = {}
    noted = [row for row in bulletin.rows if row.fact.doubts and not row.fact.is_taken_back]
    for row in noted:
        for note in row.fact.doubts:
            first.setdefault(note, row.fact.named)
    if not first:
        return []
    said = " ".join(
        f"{words.literal(name, 80)}: {words.literal(note, 500)}" for note, name in list(first.items())[:3]
    )
    return [kit.section(f":warning: Check first: {words.counted(len(noted), 'row')}. {said}")]


def rest(bulletin: Bulletin, start: int, form: MessageForm = MessageForm.TABLE) -> tuple[kit.Message, int]:
    """Return a message with as many rows as fit, and how many they are.

    Args:
        bulletin: What is told.
        start: Number of the first row, from 0.
        form: How much of Block Kit Slack takes.
    """
    news = news_of(bulletin)
    every, stated = _rows_told(news), news.one_state
    left = every[start:]
    shown = (
        len(_table(left, form, one_state=stated)["rows"]) - 1
        if form is MessageForm.TABLE
        else min(len(left), LINES)
    )
    rows, total = left[:shown], len(every)
    name = "" if bulletin.is_everywhere else f"{bulletin.state_name} "
    text = f"All {total:,} {name}rows." if total > 1 else f"1 {name}row."
    if shown < total:
        text = f"Rows {start + 1:,} to {start + shown:,} of {total:,}"
        text += "; the CSV has all." if start + shown < total else "."
    text = words.literal(marked(bulletin, text))
    small = [kit.context(words.REPEAT)] if bulletin.repeat else []
    if form is MessageForm.TEXT:
        return kit.plain_message(
            [text, *(f"• {words.row_line(row, one_state=stated)}" for row in rows)]
        ), shown
    return kit.message(text, [kit.section(f"*{text}*"), _table(rows, form, one_state=stated), *small]), shown
