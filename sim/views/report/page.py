"""The frame of a page: one HTML file that needs nothing else."""

from __future__ import annotations

from html import escape

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1b1b1b;
  margin: 2rem auto; max-width: 78rem; padding: 0 1.2rem; }}
h1 {{ margin-bottom: 0.2rem; }} h2 {{ margin-top: 2.4rem; }} p, dd {{ max-width: 62rem; }}
.note {{ background: #f3f6f9; border-left: 4px solid #0072B2; padding: 0.7rem 1rem; }}
nav {{ font-size: 0.92rem; }} nav a {{ margin-right: 1.1rem; white-space: nowrap; }}
dl.answers {{ border-top: 1px solid #dcdcdc; margin: 1rem 0 1.6rem; }}
.answers dt {{ font-weight: 600; margin-top: 0.9rem; }} .answers dd {{ margin: 0.1rem 0 0; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 0.88rem; font-variant-numeric: tabular-nums; }}
th, td {{ padding: 0.32rem 0.6rem; border-bottom: 1px solid #dcdcdc; text-align: right; vertical-align: top;
}} th {{ background: #f6f6f6; vertical-align: bottom; }}
th:first-child, td:first-child, .words td, .words th {{ text-align: left; }}
td:first-child {{ min-width: 13rem; }} th {{ max-width: 7rem; }}
.interval {{ color: #5a5a5a; white-space: nowrap; font-size: 0.9em; }}
figure {{ margin: 1rem 0 2rem; }} img {{ max-width: 100%; height: auto; }}
details {{ margin: 0.8rem 0; }} summary {{ cursor: pointer; font-weight: 600; }}
pre {{ background: #f6f6f6; padding: 0.8rem; overflow-x: auto; font-size: 0.8rem; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, body: str) -> str:
    """A whole page around a body of HTML; ``title`` is plain text."""
    return _PAGE.format(title=escape(title), body=body)


def heading(words: str, anchor: str) -> str:
    """A heading of the second level that can be linked to; ``words`` is plain text."""
    return f'<h2 id="{anchor}">{escape(words)}</h2>'
