"""Find the examples, and say what a source reads from one, as JSON."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.sources import all_sources
from models.domain import Document, Edition, Erratum, Listing

ROOT = Path(__file__).parent
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".html": "text/html",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One document of a source: `folder` holds it, `origin.toml` and `listings.json`."""

    source: str
    folder: Path

    @property
    def name(self) -> str:
        """Source and edition, as they stand in the path."""
        return f"{self.source}/{self.folder.name}"


def examples() -> Iterator[Example]:
    """Yield all examples of all sources, by name."""
    for origin in sorted(ROOT.glob("*/*/origin.toml")):
        yield Example(origin.parent.parent.name, origin.parent)


def read_document(example: Example) -> Document:
    """Return an example's document as if it had been fetched when and where `origin.toml` says."""
    origin = tomllib.loads((example.folder / "origin.toml").read_text(encoding="utf-8"))
    (path,) = example.folder.glob("document.*")
    return Document(
        body=path.read_bytes(),
        address=origin["address"],
        observed=origin["observed"],
        media_type=_MEDIA_TYPES[path.suffix],
        transcription=origin.get("transcription", ""),
        partial=origin.get("partial", False),
    )


def read_example(example: Example) -> dict[str, Any]:
    """Return what a source's `parse` makes of an example, all of it, as JSON has it."""
    edition = all_sources()[example.source].parse(read_document(example))
    return as_json(edition)


def as_json(edition: Edition) -> dict[str, Any]:
    """Return an edition as JSON has it: what it says of itself, then its listings in their order."""
    return {
        "published": edition.published.isoformat() if edition.published else None,
        "period": str(edition.period) if edition.period else None,
        "totals": dict(edition.totals),
        "caveats": list(edition.caveats),
        "questions": list(edition.questions),
        "problems": list(edition.problems),
        **({"errata": [_erratum(one) for one in edition.errata]} if edition.errata else {}),
        "listings": [_listing(listing) for listing in edition.listings],
    }


def _erratum(one: Erratum) -> dict[str, Any]:
    period = str(one.period) if one.period else None
    return {"name": one.name, "state": one.state, "period": period, "sentence": one.sentence}


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "kind": listing.kind.value,
        **listing.fields,
        "state": listing.state,
        "section": listing.section,
        "page": listing.page,
        "position": listing.position,
        "as_read": listing.as_read,
        "annotations": dict(listing.annotations),
        "notes": list(listing.notes),
    }
