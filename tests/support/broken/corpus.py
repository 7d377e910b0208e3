"""A thousand broken documents: each kind of damage, in each place where it can happen, many times.

Only damage is here. A word that is another word in one row is exactly what a publisher's silent
correction looks like, and no guard can tell them apart; so where words are swapped, rows lost or
columns exchanged, it happens all over the document. Every document is made by a chance of its own
seed, so the thousand are the same each time.
"""

from collections.abc import Iterator, Mapping
from random import Random

from models.domain import Document
from tests.support.broken import bodies, pages, reports, workbooks
from tests.support.broken.values import Broken, Damage

ANY: dict[str, Damage] = {
    "cut off": bodies.cut_off,
    "a hole in it": bodies.hole,
    "bytes flipped": bodies.bytes_flipped,
    "noughts for bytes": bodies.zeroed,
    "nothing": bodies.empty,
    "error page": bodies.error_page,
    "bot wall": bodies.bot_wall,
    "login": bodies.login,
    "maintenance": bodies.maintenance,
    "another page": bodies.another_page,
    "redirect home": bodies.home_page,
    "a program's error": bodies.json_error,
    "another list": bodies.another_list,
}
PAGE: dict[str, Damage] = {
    "words swapped": pages.of_html(pages.words_swapped),
    "table emptied": pages.of_html(pages.emptied),
    "rows lost": pages.of_html(pages.rows_lost),
    "doubled": pages.of_html(pages.doubled),
    "columns or headings lost": pages.of_html(pages.headings_lost),
    "letters lost": pages.of_html(pages.names_lost),
    "wrong year": pages.wrong_year,
    "wrong encoding": pages.wrong_encoding,
}
REPORT: dict[str, Damage] = {
    "words swapped": reports.of_pdf(reports.words_swapped),
    "table emptied": reports.of_pdf(reports.emptied),
    "columns or headings lost": reports.of_pdf(reports.column_lost),
    "pages lost": reports.of_pdf(reports.pages_lost),
    "doubled": reports.of_pdf(reports.pages_doubled),
    "letters lost": reports.of_pdf(reports.letters_lost),
    "wrong year": reports.of_pdf(reports.wrong_year),
    "locked": reports.locked,
    "scanned": reports.scanned,
}
WORKBOOK: dict[str, Damage] = {
    "words swapped": workbooks.of_workbook(workbooks.words_swapped),
    "table emptied": workbooks.of_workbook(workbooks.emptied),
    "rows lost": workbooks.of_workbook(workbooks.rows_lost),
    "doubled": workbooks.of_workbook(workbooks.doubled),
    "columns or headings lost": workbooks.of_workbook(workbooks.column_lost),
    "columns emptied": workbooks.of_workbook(workbooks.column_emptied),
    "headers lost": workbooks.of_workbook(workbooks.headers_lost),
    "columns exchanged": workbooks.of_workbook(workbooks.columns_exchanged),
    "a column shifted": workbooks.of_workbook(workbooks.shifted),
    "wrong year": workbooks.wrong_year,
    "locked": workbooks.locked,
}
RECORDS = {name: WORKBOOK[name] for name in ("columns or headings lost", "rows lost", "doubled", "locked")}
"""What can be done to a handful of records: half of them are a smaller release."""
BY_SOURCE = {
    **dict.fromkeys(("doj_eo14287", "dhs_2025"), PAGE),
    **{"ice_ddor": REPORT, "ice_287g": WORKBOOK, "ddp_detainers": RECORDS},
}
TIMES = {"doj_eo14287": 22, "dhs_2025": 6, "ice_ddor": 6, "ice_287g": 5, "ddp_detainers": 10}
"""How often each damage is done to each list: a thousand in all, fewest to the long lists."""


def broken(source: str, editions: Mapping[str, list[Document]], shard: int, shards: int) -> Iterator[Broken]:
    """Yield every so-manieth broken document of a source.

    Args:
        source: Whose documents are broken.
        editions: The genuine documents of every source, oldest first.
        shard: Which part of them, counted from 0.
        shards: Of how many.
    """
    others = {name: documents[-1] for name, documents in editions.items() if name != source}
    genuine = editions[source]
    form = genuine[-1].media_type
    alike = [document for document in genuine if document.media_type == form]
    damages = {**ANY, **BY_SOURCE[source]}
    made = [(kind, number) for kind in damages for number in range(TIMES[source])]
    for kind, number in made[shard::shards]:
        chance = Random(f"{source} {kind} {number}")  # noqa: S311 - the same ones each time
        chosen = genuine if kind in ANY else alike
        yield Broken(kind, source, damages[kind](chosen[number % len(chosen)], chance, others))
