"""docs/rules.md says what the rules say now."""

from tests.rendered import ROOT

from docs import rules


def test_the_page_is_the_one_make_docs_writes_now() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules.page(ROOT)
