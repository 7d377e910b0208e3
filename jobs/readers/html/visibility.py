"""Which elements of an HTML page a person sees, and which part of it is the page's own."""

from bs4 import BeautifulSoup, Tag

from models.domain import collapse

_NEVER = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "iframe", "object", "canvas"}
    | {"select", "option", "textarea", "datalist", "dialog"}
    | {"nav", "footer", "aside"}
    | {"s", "del", "strike", "address"}
)
_SITE = frozenset(
    {"banner", "contentinfo", "navigation", "search", "complementary", "tablist", "menu", "menubar"}
)
_UNSEEN = frozenset({"visually-hidden", "sr-only", "usa-sr-only", "show-for-sr", "screen-reader-text"})
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")


def main_part(soup: BeautifulSoup) -> tuple[Tag | None, str]:
    """Return the page's own part: its `main`, else its only `article`, else the body.

    Of several `main` the one with the most text. With it the name of elements that are no part of it: a
    body's `header` is the site's.
    """
    mains = soup.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main")
    if mains:
        return max(mains, key=lambda tag: len(tag.get_text())), ""
    articles = soup.find_all("article")
    if len(articles) == 1:
        return articles[0], ""
    return soup.body, "header"


def openers(soup: BeautifulSoup, without: str) -> dict[str, str]:
    """Return the ids of elements that a link, tab or button of the page opens, with its text.

    Args:
        soup: The page.
        without: Name of elements whose controls don't count; empty when all do.
    """
    opened: dict[str, str] = {}
    inside: set[int] = set()  # ids of elements that don't count; parents come before their children
    for element in soup.find_all(True):
        if element.name == without or id(element.parent) in inside:
            inside.add(id(element))
            continue
        for control in _CONTROLS:
            target = str(element.get(control) or "")
            if target.startswith("#") or (target and control == "aria-controls"):
                opened.setdefault(target.lstrip("#"), collapse(element.get_text()))
    return opened


def panel_label(element: Tag, opened: dict[str, str]) -> str:
    """Return the name of the tab that opens a tab panel; empty for any other element."""
    if element.get("role") != "tabpanel":
        return ""
    return opened.get(str(element.get("id") or ""), "")


def is_hidden(element: Tag, opened: dict[str, str]) -> bool:
    """Return whether an element is never seen, or belongs to the site and not to the page.

    Struck-out text counts as unseen: a name crossed out is a name taken off the list. So do
    footnote marks and the publisher's own address. An element that is hidden until a tab or an
    accordion opens it is seen.

    Args:
        element: Any element of the page.
        opened: What `openers` found on the whole page.
    """
    if element.name in _NEVER or element.get("role") in _SITE or "line-through" in _style(element):
        return True
    if _UNSEEN.intersection(element.get_attribute_list("class")):
        return True
    if element.name == "sup":
        return not any(letter.isalpha() for letter in element.get_text())
    return _is_closed(element) and str(element.get("id") or "") not in opened


def _is_closed(element: Tag) -> bool:
    style = _style(element)
    return (
        element.has_attr("hidden")
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _style(element: Tag) -> str:
    return "".join(str(element.get("style") or "").lower().split())
