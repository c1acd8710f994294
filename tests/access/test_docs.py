from stegvis.access.docs import TARGET, page


def test_the_page_of_permissions_is_current():
    assert TARGET.read_text(encoding="utf-8") == page(), "Run: python -m stegvis.access.docs"
