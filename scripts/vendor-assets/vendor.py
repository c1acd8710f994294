"""Copies third-party assets into the repository, trimmed to what the pages use.

Run by hand when a version in package.json changes (needs Node):
`python scripts/vendor-assets/vendor.py`. Everything it writes is committed, so neither
`./run` nor `./test` needs Node.
"""

import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
VENDOR = ROOT / "src/stegvis/core/static/core/vendor"
TEST_VENDOR = ROOT / "tests/journeys/vendor"

# The order is that of Designsystemet's own index.css: base first, then components.
BASE = ["base", "paragraph", "validation-message"]
COMPONENTS = [
    "link",
    "heading",
    "label",
    "data-size-workaround",
    "button",
    "input",
    "field",
    "fieldset",
    "alert",
    "skip-link",
    "details",
    "dialog",
    "list",
    "card",
    "dropdown",
    "divider",
    "pagination",
    "tag",
    "error-summary",
    "spinner",
    "table",
    "breadcrumbs",
    "badge",
]
DATA_URL = re.compile(r'url\("data:image/svg\+xml;charset=utf-8,([^"]+)"\)')
FONTS = [
    ("Source Sans 3", "source-sans-3", "normal"),
    ("Source Sans 3", "source-sans-3", "italic"),
    ("Source Serif 4", "source-serif-4", "normal"),
]
UNICODE_RANGE = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,"
    "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
}


def designsystemet_css(source: Path, icons: Path) -> str:
    """The chosen components in cascade layers, with every icon as a file of its own.

    Icons come as data: URLs, which our content security policy does not allow for images.
    """

    def icon_file(match: re.Match[str]) -> str:
        svg = unquote(match.group(1))
        name = sha256(svg.encode()).hexdigest()[:10] + ".svg"
        (icons / name).write_text(svg + "\n")
        return f'url("icons/{name}")'

    def layer(name: str, parts: list[str]) -> str:
        css = "\n".join((source / f"{part}.css").read_text().strip() for part in parts)
        return f"@layer {name} {{\n{DATA_URL.sub(icon_file, css)}\n}}\n"

    order = "@layer ds.theme, ds.base, ds.components;\n"
    return order + layer("ds.base", BASE) + layer("ds.components", COMPONENTS)


def font_faces(modules: Path, target: Path) -> str:
    """One @font-face a face and alphabet; latin-ext is fetched only where a page needs it."""
    faces = []
    for family, package, style in FONTS:
        for alphabet, characters in UNICODE_RANGE.items():
            name = f"{package}-{alphabet}-wght-{style}.woff2"
            shutil.copy(modules / "@fontsource-variable" / package / "files" / name, target / name)
            faces.append(
                f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n'
                f"  font-display: swap;\n  font-weight: 200 900;\n"
                f'  src: url("fonts/{name}") format("woff2");\n  unicode-range: {characters};\n}}\n'
            )
    return "".join(faces)


def theme(work: Path) -> str:
    """Our theme, made from designsystemet.config.json by Designsystemet's own token tool."""
    tool = ["npx", "designsystemet", "tokens"]
    subprocess.run([*tool, "create"], cwd=work, check=True, capture_output=True)
    build = [*tool, "build", "-t", "build/tokens", "-o", "build/css"]
    subprocess.run(build, cwd=work, check=True, capture_output=True)
    return (work / "build/css/stegvis.css").read_text()


def main() -> None:
    """Fetch the pinned packages, then write what we use of them."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "designsystemet.config.json"):
            shutil.copy(HERE / name, work / name)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
        subprocess.run(install, cwd=work, check=True)
        modules = work / "node_modules"
        shutil.rmtree(VENDOR, ignore_errors=True)
        for sub in ("icons", "fonts"):
            (VENDOR / sub).mkdir(parents=True)
        css = designsystemet_css(modules / "@digdir/designsystemet-css/dist/src", VENDOR / "icons")
        (VENDOR / "designsystemet.css").write_text(css)
        (VENDOR / "theme.css").write_text(theme(work))
        (VENDOR / "fonts.css").write_text(font_faces(modules, VENDOR / "fonts"))
        licences = {
            "designsystemet-LICENSE.txt": "@digdir/designsystemet-css/LICENSE",
            "fonts/source-sans-3-OFL.txt": "@fontsource-variable/source-sans-3/LICENSE",
            "fonts/source-serif-4-OFL.txt": "@fontsource-variable/source-serif-4/LICENSE",
        }
        for target, source in licences.items():
            shutil.copy(modules / source, VENDOR / target)
        TEST_VENDOR.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / "axe-core/axe.min.js", TEST_VENDOR / "axe.min.js")
        shutil.copy(modules / "axe-core/LICENSE", TEST_VENDOR / "axe-LICENSE.txt")


if __name__ == "__main__":
    main()
