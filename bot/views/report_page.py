"""The quarterly report as one page of HTML: nothing is fetched, nothing runs, and print shows what the screen shows.

The bars are for the eye and hidden from a screen reader: what they say stands as text beside them. Whatever is written
into the page goes through `escape`.
"""

from collections.abc import Iterator
from html import escape

from bot.review.report.making import Report, Row, Table
from bot.review.report.tables import STAGES
from bot.views import report as view
from knowledge import Knowledge
from knowledge.texts import Texts

_STYLE = """
:root { color-scheme: light; --ink: #1d2229; --quiet: #59636e; --line: #d5dae0; --bar: #2b6cb0; }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 2rem auto; padding: 0 1.25rem; max-width: 54rem; color: var(--ink); background: #fff;
  font: 1rem/1.45 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; margin: 0 0 1.5rem; }
dt { color: var(--quiet); }
dd { margin: 0; font-weight: 600; }
.method { border-left: .25rem solid var(--bar); padding: .1rem 1rem; margin: 0 0 2rem; }
.method p { margin: .4rem 0; }
table { width: 100%; border-collapse: collapse; margin: 0 0 2rem; break-inside: avoid; }
table.long { break-inside: auto; }
caption { text-align: left; font-weight: 700; font-size: 1.1rem; padding-bottom: .4rem; break-after: avoid; }
th, td { padding: .3rem .5rem .3rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: middle; }
th { font-weight: 400; }
thead th { color: var(--quiet); font-size: .85rem; }
tr { break-inside: avoid; }
th[scope=row] { width: 44%; }
td.figure { width: 9rem; white-space: nowrap; }
.long { font-size: .9rem; }
.long th[scope=row] { width: 34%; }
.long td.figure { width: auto; white-space: normal; }
.long thead th { vertical-align: bottom; }
td.hidden, .rest td { color: var(--quiet); }
svg { display: block; width: 100%; height: .8rem; fill: var(--bar); }
footer { color: var(--quiet); font-size: .9rem; border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 34rem) { td.bar { display: none; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } a { color: inherit; } }
@page { margin: 18mm 16mm; }
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<dl>
{facts}
</dl>
<section class="method">
{method}
</section>
<h2>{heading}</h2>
{tables}
</main>
<footer>{source}</footer>
</body>
</html>
"""


def page(knowledge: Knowledge, words: Texts, report: Report) -> str:
    """The page, whole: the same report in the same language gives the same page."""
    plain = [table for table in report.tables if view.told_apart(table) and not table.id.startswith(view.LEVERS)]
    most = max((row.at_least or 0 for table in plain for row in table.rows), default=0)
    tables = [_table(knowledge, words, table, most) for table in plain]
    facts = view.facts(words, report)
    return _PAGE.format(
        language=words.language,
        style=_STYLE,
        title=escape(view.title(words, report)),
        facts="\n".join(f"<dt>{escape(row.label)}</dt><dd>{escape(row.value)}</dd>" for row in facts),
        method="\n".join(f"<p>{escape(line)}</p>" for line in view.method(words, report)),
        heading=escape(words("report.tables")),
        tables="\n".join([*tables, _levers(knowledge, words, report)]),
        source=escape(view.SOURCE),
    )


def _table(knowledge: Knowledge, words: Texts, table: Table, most: int) -> str:
    """A table with a bar for each figure; bars of all tables are to one scale."""
    rows = "\n".join(
        f'<tr><th scope="row">{escape(view.label(knowledge, words, table, row))}</th>'
        f'{_figure(words, row)}<td class="bar">{_bar(row.at_least, most)}</td></tr>'
        for row in table.rows
    )
    return f"<table>\n<caption>{escape(view.heading(words, table))}</caption>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _figure(words: Texts, row: Row) -> str:
    kind = "figure hidden" if row.at_least is None else "figure"
    return f'<td class="{kind}">{escape(view.figure(words, row))}</td>'


def _bar(figure: int | None, most: int) -> str:
    """A bar without a track: how much further the count goes nobody is told, and of what it is a part neither."""
    if figure is None:
        return ""
    length = round(100 * figure / most, 1)
    return (
        '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{length}" height="4"/></svg>'
    )


def _levers(knowledge: Knowledge, words: Texts, report: Report) -> str:
    """One table of all levers that have a figure at any stage."""
    stages = [report.table(f"{view.LEVERS}{stage}") for stage in STAGES]
    told = {row.id for table in stages for row in table.told}
    levers = [row.id for row in stages[0].rows if row.id in told]
    heads = "".join(f'<th scope="col">{escape(words(f"report.row.outcome.{stage}"))}</th>' for stage in STAGES)
    rows = "\n".join(_lever(knowledge, words, stages, lever) for lever in levers)
    rest = escape(words("report.rest" if told else "report.all_hidden"))
    return (
        f'<table class="long">\n<caption>{escape(words("report.levers"))}</caption>\n'
        f'<thead><tr><th scope="col">{escape(words("report.lever"))}</th>{heads}</tr></thead>\n'
        f'<tbody>\n{rows}\n<tr class="rest"><td colspan="{len(STAGES) + 1}">{rest}</td></tr>\n</tbody>\n</table>'
    )


def _lever(knowledge: Knowledge, words: Texts, stages: list[Table], lever: str) -> str:
    label = view.label(knowledge, words, stages[0], Row(id=lever, at_least=None))
    cells = "".join(_figure(words, row) for row in _of(stages, lever))
    return f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>'


def _of(stages: list[Table], lever: str) -> Iterator[Row]:
    for table in stages:
        yield next((row for row in table.rows if row.id == lever), Row(id=lever, at_least=None))
