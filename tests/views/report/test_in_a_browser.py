"""The report in a browser: it opens offline, and what it links to is on the page."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import sim
from sim.scenario.files import arm
from sim.study.study import Study
from sim.study.uncertainty import Uncertainty
from sim.views.report.report import write_report

BROWSER = shutil.which("chromium")
# Where everything must pass the browser is installed; without it there the test fails.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None and not os.environ.get("CI"), reason="needs chromium"),
]

#: Reads the page as a visitor's browser has it, with nothing but the file.
PROBE = """
<script>
const images = [...document.images], links = [...document.querySelectorAll('nav a, dl a')];
const wide = [...document.querySelectorAll('figure, p, dl')].filter(e => e.scrollWidth > e.clientWidth + 1);
document.body.dataset.probe = JSON.stringify({
  drawn: images.filter(i => i.complete && i.naturalWidth > 400).length, images: images.length,
  led: links.filter(a => document.querySelector(a.getAttribute('href'))).length, links: links.length,
  questions: document.querySelectorAll('dl.answers dt').length, wide: wide.length,
});
</script>
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with every section: three regimes, few runs, a coarse line, and what no data fix."""
    doubt = Uncertainty({"method": "lhs", "points": 20, "over": ["aims.russia", "alignment.grievance"]}, 10)
    arms = tuple(arm("regimes", name) for name in ("none", "treaty_with_troops", "nato_accession"))
    scenario = sim.load("coarse.yaml", {"horizon.years": 2.0})
    study = Study("seen", scenario, arms, runs=40, uncertainty=doubt)
    results = sim.run_study(study, tmp_path_factory.mktemp("browser") / "seen")
    write_report(results)
    return results.folder / "report.html"


def test_every_picture_is_drawn_and_every_link_leads_somewhere(page: Path) -> None:
    """In the browser all pictures show, all links within the page find their heading, and nothing sticks out."""
    assert BROWSER is not None, "chromium is not installed"
    probed = page.with_name("probed.html")
    probed.write_text(page.read_text().replace("</body>", f"{PROBE}</body>"))
    asked = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        "--virtual-time-budget=8000",
    ]
    profile = f"--user-data-dir={page.parent / 'profile'}"
    seen = subprocess.run([*asked, profile, probed.as_uri()], capture_output=True, text=True, timeout=120)
    told = re.search(r'data-probe="(.*?)"', seen.stdout)
    assert told, seen.stderr[-2000:]
    found = json.loads(told[1].replace("&quot;", '"'))
    assert found["questions"] == 6
    assert found["drawn"] == found["images"] >= 12
    assert found["led"] == found["links"] >= 15
    assert found["wide"] == 0
