"""The accessibility check: axe-core 4.14.1 (MPL-2.0, see axe-LICENSE.txt), for tests only."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Sent back whole, what axe found right about every element takes longer than the check itself.
CHECK = """async standards => {
    const found = await axe.run({
        runOnly: {type: 'tag', values: standards}, resultTypes: ['violations'],
    });
    return {
        passes: found.passes.length,
        violations: found.violations.flatMap(violation => violation.nodes.map(node =>
            `${violation.id}: ${violation.help}: ${node.target} ${node.failureSummary}`)),
    };
}"""


def violations(page: Page) -> list[str]:
    """Return each way in which the open page fails WCAG 2.2 AA, with the elements concerned."""
    if page.evaluate("typeof axe") == "undefined":
        # Evaluated, not added as a script: the page's content policy would rightly refuse that.
        page.evaluate(SOURCE)
    result = page.evaluate(CHECK, STANDARDS)
    assert result["passes"], "axe found nothing to check: is the page empty?"
    found: list[str] = result["violations"]
    return found
