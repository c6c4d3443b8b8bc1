"""Looking at a page: what axe finds, what it does not see, a picture."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = os.environ.get("GRAPPE_SCREENSHOTS")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and best practice, and what it does not see."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}}).response["violations"]
    found = [f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in results for node in rule["nodes"]]
    return found + page.evaluate(UNSEEN)


#: What axe passes: a drawing without a name, several h1, a page wider than its window.
UNSEEN = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const named = svg.getAttribute('aria-label') || svg.getAttribute('aria-labelledby') || svg.querySelector('title');
    if (!named && svg.getAttribute('aria-hidden') !== 'true' && !svg.closest('[aria-hidden=true]'))
      found.push('svg without a name: ' + svg.outerHTML.slice(0, 120));
  }
  if (document.querySelectorAll('h1').length !== 1) found.push('not exactly one h1');
  if (document.querySelectorAll('main').length !== 1) found.push('not exactly one main');
  if (!document.documentElement.lang) found.push('no lang');
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.push('page is ' + wide + ' px wider than the window');
  return found;
}"""


def shoot(page: Page, name: str, *, whole: bool = True) -> None:
    """Keeps a picture of the page, or of its window, when ``GRAPPE_SCREENSHOTS`` names a folder."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=whole)
