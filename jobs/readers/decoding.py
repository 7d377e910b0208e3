"""Bytes of an HTML page → its text, whatever encoding it has or says it has."""

import codecs

from bs4.dammit import EncodingDetector

from models.values import Document


def decode(document: Document) -> str:
    """Decode a page's bytes.

    In this order: a byte order mark; UTF-8 where the bytes are valid UTF-8, for that is never
    chance; what the header or the page declares; windows-1252, as browsers do (WHATWG,
    Encoding Standard, where iso-8859-1 means windows-1252 too).
    """
    body, found = EncodingDetector.strip_byte_order_mark(document.body)
    if found is None and b"\0" not in body:
        with_utf8 = _decoded(body, "utf-8")
        if with_utf8 is not None:
            return with_utf8
    header = document.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0]
    declared = EncodingDetector.find_declared_encoding(body, is_html=True)
    for name in (found, header.strip("\"' "), declared):
        text = _decoded(body, name) if name and name.lower() not in {"iso-8859-1", "us-ascii"} else None
        if text is not None:
            return text
    return body.decode("windows-1252", "replace")


def is_cut_off(document: Document) -> bool:
    """Return whether a page opens its `<html>` and never closes it: the rest did not arrive."""
    text = document.body.replace(b"\0", b"").lower()
    return b"<html" in text and b"</html" not in text


def _decoded(body: bytes, name: str) -> str | None:
    try:
        codecs.lookup(name)
        return body.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
