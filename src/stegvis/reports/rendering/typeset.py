"""Sets main.typ of the working directory as report.pdf; arguments: folder of fonts, time stamp.

A program of its own, so that it can be stopped and its memory limited. It imports nothing of ours.
"""

import resource
import sys

import typst

MEMORY = 3 << 30


def main(fonts: str, stamp: str) -> None:
    """Set the document; what Typst has against it goes to standard error, with exit status 1."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        typst.compile(
            "main.typ",
            output="report.pdf",
            root=".",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
            pdf_standards=["ua-1"],
            timestamp=int(stamp),
        )
    except typst.TypstError as fault:
        sys.exit(getattr(fault, "diagnostic", "") or str(fault))


if __name__ == "__main__":
    main(*sys.argv[1:])
