"""Which links of the Deportation Data Project's page lead to its releases of detainers."""

from datetime import UTC, datetime

from pytest_httpserver import HTTPServer

from jobs.readers.html import oldest_first
from jobs.sources.ddp_detainers.reader import links
from models.domain import Document, Limits
from tests.support.publishers.fetching import fetcher

GITHUB = "https://github.com/deportationdata/ice/raw/refs/heads/main/data"


def on(page: str) -> list[str]:
    """The addresses found on a page, the newest first."""
    body = f"<html><title>Immigration and Customs Enforcement</title><body>{page}</body></html>".encode()
    document = Document(body, "https://deportationdata.org/data/ice.html", datetime(2026, 3, 20, tzinfo=UTC))
    return [link.address for link in links(document)]


def test_of_one_release_in_several_formats_the_shorter_is_taken() -> None:
    """Parquet is a tenth of the workbook; formats that we don't read are left."""
    files = "".join(
        f'<a href="{GITHUB}/detainers-latest.{suffix}"><img alt="{suffix}"></a>'
        for suffix in ("xlsx", "dta", "feather", "parquet")
    )
    assert on(f"<table><tr><td>Detainers<td>{files}</table>") == [f"{GITHUB}/detainers-latest.parquet"]


def test_other_data_sets_are_left() -> None:
    """Arrests and detentions stand in the same table."""
    rows = "".join(
        f'<tr><td>{name.title()}<td><a href="{GITHUB}/{name}-latest.xlsx">xlsx</a>'
        for name in ("arrests", "detainers", "detention-stints", "removals")
    )
    assert on(f"<p>Arrests, detainers, detentions</p><table>{rows}</table>") == [
        f"{GITHUB}/detainers-latest.xlsx"
    ]


def test_a_share_link_is_known_by_its_row() -> None:
    """Some releases lie behind links that say nothing but a number."""
    box = "https://ucla.box.com/shared/static"
    page = (
        f'<table><tr><td>Arrests<td><a href="{box}/1a.xlsx">xlsx</a> (39 MB)'
        f'<tr><td>Detainers<td><a href="{box}/2b.xlsx">xlsx</a> (100 MB)</table>'
    )
    assert on(page) == [f"{box}/2b.xlsx"]


def test_links_in_a_script_are_found() -> None:
    """The page draws its tables from data in a script; no anchor stands in it."""
    cell = f"<a href=\\u0027{GITHUB}/detainers-latest.parquet\\u0027>".replace("\\u0027", "'")
    page = f'<script type="application/json">{{"cells": ["{cell}"]}}</script>'
    assert on(page) == [f"{GITHUB}/detainers-latest.parquet"]


def test_a_relative_link_is_read_from_the_base_that_the_page_names() -> None:
    """As a browser reads it; without a base, from the page's own address."""
    link = '<table><tr><td>Detainers<td><a href="data/detainers-latest.parquet">parquet</a></table>'
    assert on(link) == ["https://deportationdata.org/data/data/detainers-latest.parquet"]
    assert on(f'<base href="https://files.example/">{link}') == [
        "https://files.example/data/detainers-latest.parquet"
    ]


def test_the_newest_release_has_the_last_word_whatever_the_order() -> None:
    """Dated releases are taken by their dates; where one is called the latest, it alone."""
    dated = [f"{GITHUB}/detainers-2026-0{month}.parquet" for month in (2, 3, 1)]
    page = "".join(f'<li><a href="{address}">Detainers</a>' for address in dated)
    found = on(page)
    assert found == sorted(dated, reverse=True)
    document = Document(page.encode(), "https://deportationdata.org/data", datetime(2026, 3, 20, tzinfo=UTC))
    assert [link.address for link in oldest_first(links(document))] == sorted(dated)
    latest = f'<li><a href="{GITHUB}/detainers-latest.parquet">Detainers</a>'
    assert on(page + latest) == [f"{GITHUB}/detainers-latest.parquet"]


def test_a_source_may_be_given_more_room_than_others(publisher: HTTPServer) -> None:
    """A release of 100 megabytes is fetched; the limit of all other lists stays what it was."""
    publisher.expect_request("/release").respond_with_data(b"x" * (1 << 20))
    with fetcher(max_bytes=1000) as narrow:
        fetched = narrow.allowing(Limits(megabytes=2)).get(publisher.url_for("/release"))
        assert len(fetched.document.body) == 1 << 20  # type: ignore[union-attr]
        assert narrow.max_bytes == 1000
