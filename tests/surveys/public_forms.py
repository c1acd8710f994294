"""What public XLSForms use, in forms of our own: each feature with what it shall become.

Rows are numbered as a spreadsheet shows them: the headings are row 1.
"""

from collections.abc import Callable
from typing import Any

from stegvis.surveys.rules.questionnaire import Asked, Kind, Questionnaire

Sheets = dict[str, list[dict[str, str]]]
Expected = Callable[[Questionnaire], bool]

SETTINGS = [{"form_title": "Vardag", "form_id": "vardag", "version": "3", "default_language": "sv"}]
FRUIT = [
    {"list_name": "fruit", "name": "apple", "label": "Äpple"},
    {"list_name": "fruit", "name": "pear", "label": "Päron"},
]
ASKED_FRUIT = {"type": "select_one fruit", "name": "fruit", "label": "Vilken?"}


def _form(*survey: dict[str, str], choices: Any = (), settings: Any = SETTINGS) -> Sheets:
    sheets = {"survey": list(survey), "choices": list(choices), "settings": list(settings)}
    return {name: rows for name, rows in sheets.items() if rows}


def _q(kind: str, name: str = "q", label: str = "Fråga?", **more: str) -> dict[str, str]:
    return {"type": kind, "name": name, "label": label, **more}


FORMS: dict[str, tuple[Sheets, Expected]] = {
    "settings": (
        _form(_q("text")),
        lambda form: (form.code, form.version, form.title) == ("vardag", "3", {"sv": "Vardag"}),
    ),
    "one choice": (
        _form(ASKED_FRUIT, choices=FRUIT),
        lambda form: (
            form.items[0].kind is Kind.CHOICE and form.items[0].values == ("apple", "pear")
        ),
    ),
    "several choices": (
        _form(_q("select_multiple fruit"), choices=FRUIT),
        lambda form: form.items[0].kind is Kind.CHOICES,
    ),
    "a range": (
        _form(_q("range", parameters="start=1 end=5 step=1")),
        lambda form: (
            form.items[0].kind is Kind.SCALE
            and form.items[0].values == ("1", "2", "3", "4", "5")
            and form.items[0].low_label == {"sv": "1"}
        ),
    ),
    "a range without parameters": (
        _form(_q("range")),
        lambda form: (form.items[0].lowest, form.items[0].highest) == (1, 10),
    ),
    "a long range": (
        _form(_q("range", parameters="start=0 end=100 step=1")),
        lambda form: form.items[0].kind is Kind.NUMBER and form.items[0].highest == 100,
    ),
    "numbers and their constraints": (
        _form(
            _q("integer", "hours", constraint=". > 0 and (. <= 40)", constraint_message="Fel"),
            _q("decimal", "share", constraint=".>=0 and .<=100"),
        ),
        lambda form: [(i.lowest, i.highest) for i in form.items] == [(1, 40), (0, 100)],
    ),
    "two languages": (
        _form(
            {
                "type": "text",
                "name": "q",
                "label::Svenska (sv)": "Hur?",
                "label::English (en)": "How?",
                "hint::Svenska (sv)": "Kort",
                "hint::English (en)": "Short",
            },
            settings=[{"form_title": "T", "form_id": "t", "default_language": "Svenska (sv)"}],
        ),
        lambda form: (
            form.languages == ("sv", "en") and form.items[0].hint == {"sv": "Kort", "en": "Short"}
        ),
    ),
    "languages without codes": (
        _form(
            {"type": "text", "name": "q", "label::English": "How?", "label::Arabic": "كيف؟"},
            settings=[{"form_title": "T", "form_id": "t", "default_language": "English"}],
        ),
        lambda form: form.languages == ("en", "ar"),
    ),
    "relevance": (
        _form(
            ASKED_FRUIT,
            _q("text", "why", relevant="${fruit} = 'pear'"),
            choices=FRUIT,
        ),
        lambda form: form.items[1].only_if == Asked("fruit", ("pear",)),
    ),
    "relevance on several choices": (
        _form(
            _q("select_multiple fruit", "fruits"),
            _q(
                "text", "why", relevant="selected(${fruits}, 'pear') or selected(${fruits},'apple')"
            ),
            choices=FRUIT,
        ),
        lambda form: form.items[1].only_if == Asked("fruits", ("apple", "pear")),
    ),
    "relevance on a number": (
        _form(
            _q("integer", "age", constraint=". >= 0 and . <= 20"),
            _q("text", "why", relevant="${age} > 15 and ${age} < 18"),
        ),
        lambda form: form.items[1].only_if == Asked("age", ("16", "17")),
    ),
    "groups": (
        _form(
            {"type": "begin_group", "name": "g", "label": "Kroppen"},
            _q("note", "n", "Tänk på i dag."),
            _q("text", "a"),
            {"type": "end_group", "name": "g"},
            {"type": "begin group", "name": "h", "label": "Knoppen"},
            _q("text", "b"),
            {"type": "end group"},
        ),
        lambda form: (
            [section.title for section in form.sections] == [{"sv": "Kroppen"}, {"sv": "Knoppen"}]
            and form.sections[0].intro == {"sv": "Tänk på i dag."}
        ),
    ),
    "a group in a group": (
        _form(
            {"type": "begin_group", "name": "g", "label": "Yttre"},
            _q("text", "a"),
            {"type": "begin_group", "name": "h", "label": "Inre"},
            _q("text", "b"),
            {"type": "end_group"},
            {"type": "end_group"},
        ),
        lambda form: (
            [section.title for section in form.sections] == [{"sv": "Yttre"}, {"sv": "Inre"}]
        ),
    ),
    "a group that is asked sometimes": (
        _form(
            _q("range", "pain", parameters="start=1 end=5"),
            {"type": "begin_group", "name": "g", "label": "Ont", "relevant": "${pain} >= 4"},
            _q("text", "often"),
            _q("text", "worst", relevant="${pain} = 5"),
            {"type": "end_group"},
        ),
        lambda form: form.by_code["pain"].only_if is None,
    ),
    "notes": (
        _form(
            _q("note", "first", "Hej!"),
            _q("text", "a"),
            _q("note", "middle", "Nu om annat."),
            _q("text", "b"),
            _q("note", "last", "Tack!"),
        ),
        lambda form: (
            (form.intro, form.sections[1].intro, form.closing)
            == ({"sv": "Hej!"}, {"sv": "Nu om annat."}, {"sv": "Tack!"})
        ),
    ),
    "sound": (
        _form(
            {**ASKED_FRUIT, "media::audio": "vilken.mp3"},
            choices=[{**each, "media::audio": f"{each['name']}.mp3"} for each in FRUIT],
        ),
        lambda form: (
            form.items[0].audio == {"sv": "vilken.mp3"}
            and form.items[0].options[1].audio == {"sv": "pear.mp3"}
        ),
    ),
    "yes and no": (
        _form(
            _q("select_one yn"),
            choices=[
                {"list_name": "yn", "name": "yes", "label": "Ja"},
                {"list_name": "yn", "name": "no", "label": "Nej"},
            ],
        ),
        lambda form: form.items[0].kind is Kind.YES_NO,
    ),
    "yes and no in other words": (
        _form(
            _q("select_one yn"),
            choices=[
                {"list_name": "yn", "name": "yes", "label": "Yes, certainly"},
                {"list_name": "yn", "name": "no", "label": "No"},
            ],
            settings=[{"form_title": "T", "form_id": "t", "default_language": "English (en)"}],
        ),
        lambda form: form.items[0].kind is Kind.CHOICE,
    ),
    "what has no effect": (
        _form(_q("text", required="yes", appearance="multiline")),
        lambda form: form.items[0].kind is Kind.TEXT,
    ),
}

Cells = list[tuple[str, int, str]]
REFUSED: dict[str, tuple[Sheets, Cells]] = {
    "calculation": (
        _form(_q("text"), _q("calculate", "sum", calculation="1 + 1")),
        [("survey", 3, "type")],
    ),
    "a repeat": (
        _form({"type": "begin_repeat", "name": "r"}, _q("text"), {"type": "end_repeat"}),
        [("survey", 2, "type"), ("survey", 4, "type")],
    ),
    "a place": (_form(_q("geopoint")), [("survey", 2, "type")]),
    "a picture": (_form(_q("image")), [("survey", 2, "type")]),
    "a day": (_form(_q("date")), [("survey", 2, "type")]),
    "a hidden time": (
        _form({"type": "start", "name": "start"}, _q("text")),
        [("survey", 2, "type")],
    ),
    "an order of preference": (_form(_q("rank fruit"), choices=FRUIT), [("survey", 2, "type")]),
    "something else": (
        _form(_q("select_one fruit or_other"), choices=FRUIT),
        [("survey", 2, "type")],
    ),
    "a list that is missing": (_form(ASKED_FRUIT), [("survey", 2, "type")]),
    "a filter of choices": (
        _form({**ASKED_FRUIT, "choice_filter": "a = 1"}, choices=FRUIT),
        [("survey", 2, "choice_filter")],
    ),
    "choices in another order each time": (
        _form({**ASKED_FRUIT, "parameters": "randomize=true"}, choices=FRUIT),
        [("survey", 2, "parameters")],
    ),
    "an answer given beforehand": (_form(_q("text", default="Bra")), [("survey", 2, "default")]),
    "a constraint on text": (
        _form(_q("text", constraint="string-length(.) > 3")),
        [("survey", 2, "constraint")],
    ),
    "a range in halves": (
        _form(_q("range", parameters="start=0 end=5 step=0.5")),
        [("survey", 2, "parameters")],
    ),
    "relevance on two questions": (
        _form(
            _q("text", "a"),
            _q("range", "b"),
            _q("range", "c"),
            _q("text", "d", relevant="${b} > 3 or ${c} > 3"),
        ),
        [("survey", 5, "relevant")],
    ),
    "relevance that denies": (
        _form(ASKED_FRUIT, _q("text", "d", relevant="${fruit} != 'pear'"), choices=FRUIT),
        [("survey", 3, "relevant")],
    ),
    "relevance on what comes later": (
        _form(_q("text", "d", relevant="${later} = 5"), _q("range", "later")),
        [("survey", 2, "relevant")],
    ),
    "relevance that counts": (
        _form(
            _q("select_multiple fruit", "f"),
            _q("text", "d", relevant="count-selected(${f}) > 1"),
            choices=FRUIT,
        ),
        [("survey", 3, "relevant")],
    ),
    "relevance on an answer that is not listed": (
        _form(ASKED_FRUIT, _q("text", "d", relevant="${fruit} = 'plum'"), choices=FRUIT),
        [("survey", 3, "")],
    ),
    "relevance with decimals": (
        _form(
            _q("decimal", "a", constraint=". >= 0 and . <= 5"),
            _q("text", "d", relevant="${a} > 3"),
        ),
        [("survey", 3, "relevant")],
    ),
    "a note that is shown sometimes": (
        _form(_q("range", "a"), _q("note", "n", relevant="${a} > 3")),
        [("survey", 3, "relevant")],
    ),
    "a language nobody knows": (
        _form({"type": "text", "name": "q", "label::Rövarspråket": "Hohej"}),
        [("survey", 1, "label::Rövarspråket")],
    ),
    "half a translation": (
        _form(
            {"type": "text", "name": "a", "label::sv": "Hej", "label::en": "Hi"},
            {"type": "text", "name": "b", "label::sv": "Hej"},
        ),
        [("survey", 3, "")],
    ),
    "the same name twice": (_form(_q("text", "a"), _q("text", "a")), [("survey", 2, "")]),
    "a group without an end": (
        _form({"type": "begin_group", "name": "g"}, _q("text")),
        [("survey", 3, "type")],
    ),
    "an end without a group": (_form(_q("text"), {"type": "end_group"}), [("survey", 3, "type")]),
    "a question without a name": (
        _form({"type": "text", "label": "Hej"}),
        [("survey", 2, "name")],
    ),
    "a picture in an answer": (
        _form(ASKED_FRUIT, choices=[*FRUIT[:1], {**FRUIT[1], "media::image": "p.png"}]),
        [("choices", 3, "media::image")],
    ),
}
