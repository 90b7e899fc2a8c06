"""What a page of ours never holds: anything that the Content-Security-Policy would stop."""

from html.parser import HTMLParser


class Suspicious(HTMLParser):
    """Finds what the Content-Security-Policy would stop: inline scripts, styles and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("src", "srcset") and (value or "").startswith(("http:", "https:", "//")):
                self.found.append(f"{tag} loads {value}")
        kind = dict(attrs).get("type")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs) and kind != "application/json"):
            self.found.append(f"inline {tag}")


def suspicious(html: str) -> list[str]:
    """What stands in a page and should not."""
    page = Suspicious()
    page.feed(html)
    return page.found
