"""One HTML document in, one file out: HTML, DOCX, ODT, PDF or XLSX, with the same figures.

    render(Document(html=..., title=..., ...), to=Path("report.pdf"))

A section of a report is a piece of HTML made of the tags and classes of `grammar.py`; nothing
more is needed for it to come out in all formats.
"""

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.render import FORMATS, render

__all__ = ["FORMATS", "Document", "RenderingFault", "render"]
