"""What a report may not hold is refused in sentences, before anything is rendered or fetched."""

import socket

import pytest

from stegvis.reports.rendering import FORMATS, RenderingFault, render
from tests.reports.rendering.documents import document_of, moves_chart
from tests.reports.rendering.reading import text_of

VECTORS = (
    '<img src="http://{host}/a.png" alt="a">',
    '<img src="https://{host}/a.png" alt="a">',
    '<img src="//{host}/a.png" alt="a">',
    '<img src="ftp://{host}/a.png" alt="a">',
    '<img src="file://{canary}" alt="a">',
    '<img src="{canary}" alt="a">',
    '<img src="../../../etc/passwd" alt="a">',
    '<img src="http://169.254.169.254/latest/meta-data" alt="a">',
    '<img src="data:image/svg+xml,%3Csvg/%3E" alt="a">',
    '<img src="chart:a" srcset="http://{host}/a.png 2x" alt="a">',
    '<img src="chart:../a" alt="a">',
    '<p style="background: url(http://{host}/)">a</p>',
    '<style>@import url("http://{host}/a.css");</style>',
    "<style>@font-face {{ src: url(http://{host}/a.woff2) }}</style>",
    '<link rel="stylesheet" href="http://{host}/a.css">',
    '<link rel="attachment" href="file://{canary}">',
    '<base href="http://{host}/">',
    '<meta http-equiv="refresh" content="0; url=http://{host}/">',
    '<script src="http://{host}/a.js"></script>',
    "<script>fetch('http://{host}/')</script>",
    '<iframe src="http://{host}/"></iframe>',
    '<object data="http://{host}/"></object>',
    '<embed src="http://{host}/">',
    '<video src="http://{host}/"></video>',
    '<audio src="http://{host}/"></audio>',
    '<picture><source srcset="http://{host}/a.png"></picture>',
    '<svg><image href="http://{host}/a.png"/></svg>',
    '<svg><use xlink:href="file://{canary}#a"/></svg>',
    "<math></math>",
    '<input type="image" src="http://{host}/a.png">',
    '<body background="http://{host}/">a</body>',
    '<table background="http://{host}/"></table>',
    '<p onclick="fetch()">a</p>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="file://{canary}">a</a>',
    '<a href="data:text/html,a">a</a>',
    '<blockquote cite="http://{host}/"><p>a</p></blockquote>',
    "<!DOCTYPE html>",
    "<![CDATA[a]]>",
    '<?xml-stylesheet href="http://{host}/"?>',
)


@pytest.fixture
def listener():
    """An address that tells when somebody calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


@pytest.mark.parametrize("vector", VECTORS)
def test_what_would_fetch_or_run_is_refused(vector, tmp_path, listener):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(RenderingFault, match="Line 1"):
        document_of(vector.format(host=host, canary=canary), charts={"a": moves_chart(0)})


@pytest.mark.reports
@pytest.mark.parametrize("suffix", FORMATS)
def test_links_stay_links_and_nobody_follows_them(suffix, tmp_path, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/path?a=1&b=2#c"
    html = f'<p><a href="{address.replace("&", "&amp;")}">Källan</a> {address}</p>'
    to = tmp_path / f"links{suffix}"
    render(document_of(html.replace("&b", "&amp;b")), to=to)
    with pytest.raises(TimeoutError):
        listener.accept()
    assert suffix == ".xlsx" or "Källan" in text_of(to)


@pytest.mark.reports
@pytest.mark.parametrize("suffix", FORMATS)
def test_text_that_looks_like_commands_is_text(suffix, tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    commands = (
        f'#read("{canary}") #import "@preview/cetz:0.3.1" #image("{canary}") \\input{{{canary}}}'
        " =HYPERLINK(1) <<EOF {{association}} {title} ]] */ $(ls) `ls`"
    )
    to = tmp_path / f"commands{suffix}"
    safe = commands.replace("&", "&amp;").replace("<", "&lt;")
    table = (
        f"<table><caption>{safe}</caption><thead><tr><th scope='col'>A</th></tr></thead>"
        f"<tbody><tr><td>{safe}</td></tr></tbody></table>"
    )
    render(document_of(f"<p>{safe}</p>{table}"), to=to)
    text = text_of(to)
    assert "CANARY" not in text
    assert commands.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p>a", "Line 1: <p> is never closed."),
        ("<p><strong>a</p></strong>", "Line 1: </p> closes nothing; <strong> of line 1 is open."),
        ("<p><ul></ul></p>", "Line 1: <ul> stands inside a <p>."),
        ("<marquee>a</marquee>", "Line 1: <marquee> is no part of a report; see grammar.py."),
        ('<p class="fancy">a</p>', "Line 1: the class fancy is unknown; known: "),
        ('<p lang="swedish">a</p>', "Line 1: lang='swedish' in <p> is not of the form "),
        ("<h3>a</h3>", "Line 1: <h3> 'a' skips a level after h1."),
        ("<h2> </h2>", "Line 1: <h2> is empty."),
        ('<h2 id="a">a</h2><h2 id="a">b</h2>', "The id 'a' is given 2 times."),
        ('<p><a href="#b">a</a></p>', "Line 1: there is no heading with the id 'b' to link to."),
        (
            '<p><a epub:type="noteref" href="#n">1</a></p>',
            "Line 1: there is no footnote (aside) with the id 'n'.",
        ),
        ("<aside><p>a</p></aside>", 'Line 1: an aside is a footnote: epub:type="footnote" and'),
        (
            '<figure><img src="chart:b" alt="a"><figcaption>a</figcaption></figure>',
            "Line 1: there is no chart 'b'; given are: none.",
        ),
        (
            '<figure><img src="chart:b"><figcaption>a</figcaption></figure>',
            "Line 1: the picture 'chart:b' needs its finding as alt text.",
        ),
        ("<figure><p>a</p></figure>", "Line 1: a figure has one picture and one figcaption"),
        ("<dl><dt>a</dt></dl>", "Line 1: a dl is dt and dd in turn, one dd to every dt."),
        (
            '<div><section class="landscape"><p>a</p></section></div>',
            "Line 1: a landscape section stands outermost, in nothing else.",
        ),
        (
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
            "Line 1: the table has no header row (thead).",
        ),
        ("<table><caption> </caption></table>", "Line 1: the rows of the table are not equally"),
        (
            "<table><caption>a</caption><thead><tr><th>a</th></tr></thead></table>",
            'Line 1: a th of thead has scope="col".',
        ),
        ('<p><data value="24">25</data></p>', "Line 1: <data value='24'> shows '25'"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_is_wanted(html, problem):
    with pytest.raises(RenderingFault) as fault:
        document_of(html)
    assert [one for one in fault.value.problems if one.startswith(problem)]


def test_all_faults_are_told_at_once():
    with pytest.raises(RenderingFault) as fault:
        document_of('<p class="x">a</p>\n<p><a href="#b">a</a></p>\n<h4>c</h4>')
    assert [one.split(":")[0] for one in fault.value.problems] == ["Line 1", "Line 3", "Line 2"]
