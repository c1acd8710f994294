"""Lists: one table that can be sorted, paged and narrowed, readable by ear and on paper."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.translation import get_language

from stegvis.core import codes, numbers

ROWS_PER_PAGE = 50


class Table(tables.Table):
    """A list with a caption. Sorting, page and chosen columns stand in the address.

    `row_header` names the column that says what the row is about; `optional` names the columns a
    reader may leave out, and `hidden_at_first` those she has to ask for.
    """

    caption: ClassVar[Any] = ""
    row_header: ClassVar[str] = ""
    optional: ClassVar[tuple[str, ...]] = ()
    hidden_at_first: ClassVar[tuple[str, ...]] = ()

    class Meta:
        template_name = "core/table.html"
        orderable = True
        default = "–"

    def configured(self, request: HttpRequest) -> "Table":
        """This table sorted, paged and narrowed the way the address of `request` says."""
        paging = {"per_page": ROWS_PER_PAGE}
        tables.RequestConfig(request, paginate=paging).configure(self)
        asked = set(request.GET.getlist(self.prefix + "columns"))
        shown = asked or set(self.optional) - set(self.hidden_at_first)
        for name in set(self.optional) - shown:
            self.columns.hide(name)
        return self

    @property
    def order_by(self) -> Any:
        return super().order_by

    @order_by.setter
    def order_by(self, asked: str | Iterable[str] | None) -> None:
        """Only by columns that there are: the library takes apart whatever else an address says."""
        names = asked.split(",") if isinstance(asked, str) else asked or ()
        known = [name for name in names if name.removeprefix("-") in self.columns]
        tables.Table.order_by.fset(self, known)

    title: Any = ""  # a caption that is made for one page

    @property
    def element_id(self) -> str:
        """Unique on the page as long as two tables have different prefixes."""
        return f"{self.prefix}table"

    @property
    def choices(self) -> list[tables.columns.BoundColumn]:
        """The columns a reader may show or hide."""
        return [column for column in self.columns.iterall() if column.name in self.optional]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form on this page sends along, so that choosing columns keeps the filters."""
        own = {self.prefix + "columns", self.prefixed_page_field}
        asked = self.request.GET
        return [(name, value) for name in asked if name not in own for value in asked.getlist(name)]


class NumberColumn(tables.Column):
    """A number, right-aligned, with the marks of the page's language."""

    def __init__(self, *args: Any, decimals: int = 0, **kwargs: Any) -> None:
        attrs = {
            "th": {"class": "is-number"},
            "td": {"class": "is-number"},
            "tf": {"class": "is-number"},
        }
        super().__init__(*args, attrs=attrs, **kwargs)
        self.decimals = decimals

    def render(self, value: numbers.Number) -> str:
        return numbers.number(value, decimals=self.decimals, language=get_language() or "sv")


class DayColumn(tables.Column):
    """A day as 2022-05-20."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, attrs={"td": {"class": "number"}}, **kwargs)

    def render(self, value: date) -> str:
        return f"{value:%Y-%m-%d}"


class CodeColumn(tables.Column):
    """The label of a code of the list `name`, in the page's language."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list_name = name

    def render(self, value: str) -> str:
        return codes.LISTS[self.list_name].label(value)
