"""What the pages name exists: pages, headings, files, parameters, mechanisms, terms and causes."""

import re

from sim.agents.tally import CAUSES
from sim.incentives.terms import TERMS
from sim.scenario.scenario import declared, groups, parameters

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


def test_every_page_says_what_it_is_for(pages):
    """Under its title each page of docs/ has a sentence that begins with 'This page'."""
    for page, text in pages.items():
        if page.parent.name == "docs":
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
    """M01 to M34 each have one row; those with parameters act, at least in part, and those without do not."""
    text = (root / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (M\d\d) \|.*\| ([\w ]+) \|$", text, flags=re.MULTILINE)
    assert [name for name, _ in rows] == [f"M{number:02}" for number in range(1, 35)]
    with_parameters = {p.mechanism for p in parameters()}
    for name, state in rows:
        assert state in (("acts", "acts in part") if name in with_parameters else ("not yet",)), name


def test_every_mechanism_that_acts_has_a_section(root):
    """What acts is told in words; what does not is not."""
    text = (root / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    acting = re.findall(r"^\| (M\d\d) \|.*\| acts(?: in part)? \|$", text, flags=re.MULTILINE)
    assert re.findall(r"^### (M\d\d) ", text, flags=re.MULTILINE) == acting


def test_every_term_and_cause_is_described(root):
    """The description of the model has a row for each term of the incentive and each cause of collapse."""
    text = (root / "docs" / "odd.md").read_text(encoding="utf-8")
    assert [t for t in TERMS if f"\n| {t} |" not in text] == []
    assert [c for c in CAUSES if f"`{c}`" not in text] == []
