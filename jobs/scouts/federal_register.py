"""A search of the Federal Register as JSON.

Source: https://www.federalregister.gov/developers/documentation/api/v1, `documents.json`: `results`
with `title`, `html_url`, `publication_date` (a day) and `abstract`.
"""

import json
from typing import Any

from jobs.scouts.items import MOST, Item, Sighting, item, moment, once
from models.errors import UnreadableDocument
from models.values import Document


def read_federal_register(document: Document) -> Sighting:
    """Read one page of a search.

    Raises:
        UnreadableDocument: It is no JSON, or no answer of this search.
    """
    try:
        answer = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"{document.address} is no JSON.", "Look at the address.") from error
    if not isinstance(answer, dict) or not ("results" in answer or answer.get("count") == 0):
        raise UnreadableDocument(f"{document.address} has no results in its JSON.", "Look at the address.")
    results = answer.get("results") or ()
    return Sighting(once(_item(each) for each in results[:MOST] if isinstance(each, dict)))


def _item(result: dict[str, Any]) -> Item | None:
    address, title, day, abstract = (
        str(result.get(name) or "") for name in ("html_url", "title", "publication_date", "abstract")
    )
    return item(address, title, moment(day), abstract)
