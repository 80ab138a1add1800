"""Scenario files: strict YAML, ``extends`` layer by layer, presets found by name, every fault told where it stands."""

from pathlib import Path

import pytest

from sim.scenario.errors import InputError
from sim.scenario.files import arm, load, locate, names, nested, presets, read_yaml
from sim.scenario.scenario import Scenario


def write(folder: Path, **files: str) -> None:
    """Write ``name="text"`` as ``name.yaml`` each."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("monitoring: {coverge: 0.5}", ["unknown key", "monitoring.coverge", "'monitoring.coverage'"]),
        ("monitorng: {coverage: 0.5}", ["unknown key", "monitorng", "'monitoring'"]),
        ("monitoring: {coverage: 1.5}", ["out of range", "monitoring.coverage", "got 1.5", "from 0 to 1"]),
        ("monitoring: {coverage: true}", ["wrong type", "monitoring.coverage", "got True", "a number"]),
        ("monitoring: {coverage: '0.5'}", ["wrong type", "monitoring.coverage", "got '0.5'", "a number"]),
        ("monitoring: {coverage: }", ["wrong type", "monitoring.coverage", "got None", "a number"]),
        ("monitoring: {coverage: .nan}", ["out of range", "monitoring.coverage", "got nan", "from 0 to 1"]),
        ("monitoring: {coverage: .inf}", ["out of range", "monitoring.coverage", "got inf", "from 0 to 1"]),
        (
            "line: {definition: frnt}",
            ["unknown choice", "line.definition", "got 'frnt'", "'front'", "whole_peri"],
        ),
        ("monitoring: 0.5", ["wrong type", "monitoring", "got 0.5", "mapping"]),
        ("monitoring:", ["wrong type", "monitoring", "got None", "mapping"]),
        ("[a, b]", ["not a mapping", "list"]),
        ("words", ["not a mapping", "str"]),
        ("monitoring: {coverage: 0.2, coverage: 0.3}", ["'coverage' stands twice", "line 1"]),
        ("line: {}\nmonitoring: {}\nline: {}", ["'line' stands twice", "line 3"]),
        ("monitoring: [1", ["not valid YAML", "line 1"]),
        ("monitoring:\n\tcoverage: 1", ["not valid YAML", "line 2"]),
        ("monitoring: &a {coverage: *a}", ["not valid YAML"]),
        ("? [1, 2]\n: 3", []),
        ("1: {coverage: 0.5}", ["1"]),
        ("!!python/object/apply:os.getcwd []", ["not valid YAML"]),
        ("extends: [a]", ["wrong type", "extends", "a file name"]),
        ("extends: basline.yaml", ["no such file", "extends", "got 'basline.yaml'", "'baseline.yaml'"]),
    ],
)
def test_a_fault_is_told_where_it_stands(tmp_path: Path, text: str, told: list[str]) -> None:
    """A fault in a file is one message that names the file, the place, the value and what is allowed."""
    write(tmp_path, mine=text)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "mine.yaml")
    for words in [*told, "mine.yaml"]:
        assert words in str(caught.value)


def test_a_missing_file_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A file that is not there is named, with the nearest that is, wherever the folder lies."""
    write(tmp_path, whole_line="")
    for missing in ("whole_lin.yaml", "whole_line.yml"):
        with pytest.raises(InputError, match="no such file") as caught:
            load(tmp_path / missing)
        assert missing in str(caught.value)
        assert caught.value.nearest == "whole_line.yaml"


def test_a_missing_preset_is_told_with_the_nearest() -> None:
    """A slip in the name of a preset finds it."""
    with pytest.raises(InputError, match="no such file") as caught:
        load("basline.yaml")
    assert caught.value.nearest == "baseline.yaml"


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", b"a: \x00"])
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no text are told with the file, without a traceback."""
    (tmp_path / "mine.yaml").write_bytes(content)
    with pytest.raises(InputError, match=r"mine\.yaml"):
        load(tmp_path / "mine.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is told."""
    with pytest.raises(InputError, match="a folder, not a file"):
        load(tmp_path)


def test_an_empty_file_is_the_default(tmp_path: Path) -> None:
    """A file with nothing in it leaves every default."""
    write(tmp_path, mine="# nothing\n")
    assert read_yaml(tmp_path / "mine.yaml") == {}
    assert load(tmp_path / "mine.yaml") == Scenario()


def test_the_child_wins_section_by_section(tmp_path: Path) -> None:
    """Of three layers the last one that sets a value wins, and values beside it stay."""
    write(
        tmp_path,
        grandparent="monitoring: {coverage: 0.1, jamming: 0.1, repair: 0.1}\nzone: {front_km: 4}",
        parent="extends: grandparent.yaml\nmonitoring: {coverage: 0.2, jamming: 0.2}",
        child="extends: parent.yaml\nabout: {title: x}\nmonitoring: {coverage: 0.3}",
    )
    scenario = load(tmp_path / "child.yaml")
    expected = {
        "monitoring.coverage": 0.3,
        "monitoring.jamming": 0.2,
        "monitoring.repair": 0.1,
        "zone.front_km": 4.0,
    }
    assert scenario == Scenario().with_values(expected)
    assert set(nested(tmp_path / "child.yaml")) == {"monitoring", "zone"}


def test_overrides_win_over_files(tmp_path: Path) -> None:
    """A dotted override wins over every layer; a wrong one is told."""
    write(tmp_path, mine="monitoring: {coverage: 0.3, jamming: 0.2}")
    scenario = load(tmp_path / "mine.yaml", {"monitoring.coverage": 0.9})
    assert (scenario.monitoring.coverage, scenario.monitoring.jamming) == (0.9, 0.2)
    with pytest.raises(InputError, match=r"monitoring\.coverge.*did you mean 'monitoring\.coverage'"):
        load(tmp_path / "mine.yaml", {"monitoring.coverge": 0.9})


def test_extends_looks_beside_the_file_then_among_presets(tmp_path: Path) -> None:
    """``extends`` takes the file beside the child, in a folder relative to it, or the preset of that name."""
    (tmp_path / "deep").mkdir()
    write(tmp_path, base="monitoring: {coverage: 0.3}")
    write(tmp_path / "deep", one="extends: ../base.yaml", other="extends: terms/minsk_like.yaml")
    assert load(tmp_path / "deep" / "one.yaml").monitoring.coverage == 0.3
    assert load(tmp_path / "deep" / "other.yaml") == load("terms/minsk_like.yaml")
    assert locate("base.yaml", tmp_path) == tmp_path / "base.yaml"


@pytest.mark.parametrize("length", [1, 2, 4])
def test_a_circle_is_told(tmp_path: Path, length: int) -> None:
    """Files that extend each other in a circle are told in order, whatever the length of the circle."""
    ring = [f"ring{i}" for i in range(length)]
    for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
        write(tmp_path, **{here: f"extends: {there}.yaml"})
    write(tmp_path, start="extends: ring0.yaml")
    for first in ("ring0", "start"):
        with pytest.raises(InputError, match="circle") as caught:
            load(tmp_path / f"{first}.yaml")
        assert " -> ".join(f"{name}.yaml" for name in [*ring, "ring0"]) in str(caught.value)


def test_a_fault_in_a_parent_is_told_there(tmp_path: Path) -> None:
    """A fault is told with the file it stands in, even if the child would have overridden it."""
    write(
        tmp_path,
        parent="monitoring: {coverage: 7}",
        child="extends: parent.yaml\nmonitoring: {coverage: 0.5}",
    )
    with pytest.raises(InputError, match=r"out of range at monitoring\.coverage in .*parent\.yaml"):
        load(tmp_path / "child.yaml")


@pytest.mark.parametrize("kind", ["regimes", "terms"])
def test_an_unknown_arm_is_told_with_the_nearest(kind: str) -> None:
    """An arm that does not exist is told with all that do and the nearest; a known one loads."""
    name = names(kind)[0]
    with pytest.raises(InputError, match=f"no such entry of {kind}") as caught:
        arm(kind, name + "x")
    assert caught.value.nearest == name
    assert all(known in str(caught.value) for known in names(kind))
    assert arm(kind, name).name == name


def test_an_arm_beside_the_study_comes_first(tmp_path: Path) -> None:
    """A study may bring regimes of its own, in its folder or the one above; presets stay in reach."""
    (tmp_path / "regimes").mkdir()
    write(tmp_path / "regimes", none="about: {title: Mine}\nguarantee: {commitment: 0.05}")
    (tmp_path / "studies").mkdir()
    for near in (tmp_path, tmp_path / "studies"):
        mine = arm("regimes", "none", near)
        assert (mine.title, dict(mine.values)) == ("Mine", {"guarantee.commitment": 0.05})
        assert arm("regimes", "treaty", near) == arm("regimes", "treaty")


@pytest.mark.parametrize("about", ["3", "[a]", "words"])
def test_about_must_be_words_by_name(tmp_path: Path, about: str) -> None:
    """An ``about`` that is no mapping is told, in a scenario as in a regime."""
    (tmp_path / "regimes").mkdir()
    write(tmp_path / "regimes", odd=f"about: {about}")
    for read in (lambda: arm("regimes", "odd", tmp_path), lambda: load(tmp_path / "regimes" / "odd.yaml")):
        with pytest.raises(InputError, match=r"about.*odd\.yaml"):
            read()


def test_presets_lie_where_they_are_looked_for() -> None:
    """The folder of presets holds the baseline and the four kinds."""
    assert (presets() / "baseline.yaml").is_file()
    for kind in ("regimes", "terms", "lines", "studies"):
        assert names(kind)
    assert load("baseline.yaml") == Scenario()
