"""A questionnaire as the sheets of an XLSForm, and as a workbook.

What XLSForm has no word for stands in columns of our own, which other programs leave aside:
the ends of a scale, which answers are positive, of whom it is asked, whether it is linked.
"""

from collections.abc import Iterator
from io import BytesIO

import xlsxwriter

from stegvis.surveys.rules.questionnaire import Item, Kind, Questionnaire, Section, Text
from stegvis.surveys.xlsform import languages, relevance
from stegvis.surveys.xlsform.book import CHOICES, SETTINGS, SURVEY

Line = dict[str, str]
Sheets = dict[str, list[Line]]
TYPES = {Kind.SCALE: "range", Kind.NUMBER: "decimal", Kind.TEXT: "text"}
YES_NO = "yes_no"


def sheets(form: Questionnaire) -> Sheets:
    """The rows of the three sheets, by heading."""
    return {
        SURVEY: list(_survey(form)),
        CHOICES: list(_choices(form)),
        SETTINGS: [_settings(form)],
    }


def workbook(form: Questionnaire) -> bytes:
    """The form as a workbook (.xlsx)."""
    return saved(sheets(form))


def saved(rows_of: Sheets) -> bytes:
    """Rows by sheet as a workbook."""
    buffer = BytesIO()
    # Texts that look like formulas or addresses stay texts.
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, as_text) as book:
        bold = book.add_format({"bold": True})
        for name, rows in rows_of.items():
            heads = list(dict.fromkeys(head for row in rows for head in row))
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(0, len(heads) - 1), 24)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, bold)
                for number, row in enumerate(rows, start=1):
                    if text := row.get(head, ""):
                        sheet.write_string(number, column, text)
    return buffer.getvalue()


def _survey(form: Questionnaire) -> Iterator[Line]:
    if form.intro:
        yield _note("_intro", form.intro)
    single = len(form.sections) == 1 and not (form.sections[0].title or form.sections[0].intro)
    for number, section in enumerate(form.sections, start=1):
        if single:
            yield from (_question(form, item) for item in section.items)
        else:
            yield from _group(form, section, number)
    if form.closing:
        yield _note("_closing", form.closing)


def _group(form: Questionnaire, section: Section, number: int) -> Iterator[Line]:
    title = _said("label", section.title)
    yield {"type": "begin_group", "name": f"_section{number}", **title}
    if section.intro:
        yield _note(f"_intro{number}", section.intro)
    yield from (_question(form, item) for item in section.items)
    yield {"type": "end_group", "name": f"_section{number}"}


def _note(name: str, text: Text) -> Line:
    return {"type": "note", "name": name, **_said("label", text)}


def _question(form: Questionnaire, item: Item) -> Line:
    line = {
        "type": _type(item),
        "name": item.code,
        **_said("label", item.text),
        **_said("hint", item.hint),
        **_said("media::audio", item.audio),
        "relevant": _relevant(form, item),
        "parameters": _parameters(item),
        "constraint": _constraint(item),
        "stegvis_kind": item.kind if item.kind in (Kind.SPLIT, Kind.YES_NO, Kind.CHOICE) else "",
        **_said("stegvis_low", item.low_label),
        **_said("stegvis_high", item.high_label),
        "stegvis_positive": " ".join(item.positive),
        "stegvis_better": str(item.better or ""),
        "stegvis_dimension": item.dimension,
    }
    return {head: str(text) for head, text in line.items() if text}


def _type(item: Item) -> str:
    if item.kind is Kind.YES_NO:
        return f"select_one {YES_NO}"
    if item.kind is Kind.CHOICE:
        return f"select_one {item.code}"
    return TYPES.get(item.kind) or f"select_multiple {item.code}"


def _relevant(form: Questionnaire, item: Item) -> str:
    if item.only_if is None:
        return ""
    return relevance.written(item.only_if, form.by_code[item.only_if.item])


def _parameters(item: Item) -> str:
    if item.kind is not Kind.SCALE:
        return ""
    return f"start={item.lowest} end={item.highest} step=1"


def _constraint(item: Item) -> str:
    if item.kind is not Kind.NUMBER:
        return ""
    return f". >= {item.lowest} and . <= {item.highest}"


def _choices(form: Questionnaire) -> Iterator[Line]:
    if any(item.kind is Kind.YES_NO for item in form.items):
        for at, value in enumerate(("yes", "no")):
            words = {code: languages.yes_and_no(code)[at] for code in form.title}
            yield {"list_name": YES_NO, "name": value, **_said("label", words)}
    for item in form.items:
        for option in item.options:
            audio = _said("media::audio", option.audio)
            words = _said("label", option.label)
            yield {"list_name": item.code, "name": option.value, **words, **audio}


def _settings(form: Questionnaire) -> Line:
    first = next(iter(form.title))
    line = {
        "form_title": form.title[first],
        "form_id": form.code,
        "version": form.version,
        "default_language": languages.named(first),
        **_said("stegvis_title", form.title),
        "stegvis_respondent": form.respondent,
        "stegvis_linked": "yes" if form.linked else "no",
        "stegvis_sensitive": "yes" if form.sensitive else "no",
        "stegvis_locked": "yes" if form.locked else "no",
        "stegvis_licence": form.licence,
        "stegvis_source": form.source,
    }
    return {head: text for head, text in line.items() if text}


def _said(column: str, text: Text) -> Line:
    return {languages.heading(column, code): words for code, words in text.items()}
