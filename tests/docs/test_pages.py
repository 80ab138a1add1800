"""What the pages name exists: pages, headings, files, parameters, mechanisms, terms and causes."""

import re

from sim.agents.tally import CAUSES
from sim.incentives.terms import TERMS
from sim.scenario.scenario import declared, groups
from sim.scenario.tables import of_mechanism

# Written so that the patterns do not find themselves.


def anchors(text: str) -> set[str]:
    """What a heading of a page can be linked by."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_relative_link_resolves(pages):
    """A link to a file finds the file, a link to a heading finds the heading."""
    broken = []
    for page, text in pages.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            path = (page.parent / name).resolve() if name else page
            found = path.exists()
            if found and anchor and path.suffix == ".md":
                found = anchor in anchors(path.read_text(encoding="utf-8"))
            if not found:
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_every_page_says_what_it_is_for(pages, root):
    """Under its title each page of docs/ has a sentence that begins with 'This page'."""
    for page, text in pages.items():
        if page.parent == root / "docs":
            title, purpose = re.match(r"(# .+)\n\n(.+)", text).groups()
            assert title and purpose.startswith("This page "), page.name


def test_every_file_that_is_named_exists(pages, root):
    """A path in code type that begins with a folder of the project is there."""
    missing = []
    for page, text in pages.items():
        for path in re.findall(r"`((?:sim|configs|docs|tests|benchmarks|notebooks)/[\w./*-]*)`", text):
            if not list(root.glob(path.rstrip("/"))):
                missing.append(f"{page.name}: {path}")
    assert missing == []


def test_every_parameter_that_is_named_exists(pages):
    """A dotted path that begins with a section of the scenario is a declared parameter or `section.*`."""
    sections = "|".join(groups())
    unknown = []
    for page, text in pages.items():
        for section, name in re.findall(rf"(?<![\w./])({sections})\.([a-z]\w*|\*)(?![\w(])", text):
            known = name in ("*", "py", "md", "yaml", "csv") or f"{section}.{name}" in declared()
            if not known:
                unknown.append(f"{page.name}: {section}.{name}")
    assert unknown == []


def test_every_mechanism_has_a_row_with_an_honest_state(root):
    """M01 to M34 each have one row; those with parameters act, and those without do not."""
    text = (root / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (M\d\d) \|.*\| ([\w ]+) \|$", text, flags=re.MULTILINE)
    assert [name for name, _ in rows] == [f"M{number:02}" for number in range(1, 35)]
    assert dict(rows) == {name: "acts" if of_mechanism(name) else "not yet" for name, _ in rows}


def test_the_row_of_every_mechanism_that_acts_links_its_page(root):
    """What acts is told in a page, under the name that its row gives; what does not has no page."""
    text = (root / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    acting = re.findall(r"^\| (M\d\d) \|.*\| acts \|$", text, flags=re.MULTILINE)
    linked = dict(re.findall(r"^\| (M\d\d) \| \[(.+?)\]\(mechanisms/\1\.md\) \|", text, flags=re.MULTILINE))
    assert list(linked) == acting
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (root / "docs/mechanisms").glob("*.md")}
    assert {name: page.split("\n")[0] for name, page in pages.items()} == {
        name: f"# {name} {title}" for name, title in linked.items()
    }


def test_every_term_and_cause_is_described(root):
    """The description of the model has a row for each term of the incentive and each cause of collapse."""
    text = (root / "docs" / "odd.md").read_text(encoding="utf-8")
    assert [t for t in TERMS if f"\n| {t} |" not in text] == []
    assert [c for c in CAUSES if f"`{c}`" not in text] == []
