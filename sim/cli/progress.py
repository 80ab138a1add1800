"""How far a study is, shown on stderr: a bar for people, plain lines for everything else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.study.progress import Progress

#: Plain lines come at least so many seconds apart, but for the first and the last.
SPACING = 2.0


class Shown:
    """Shows :class:`~sim.study.progress.Progress`; a context that clears up after itself."""

    def __init__(self) -> None:
        self.last: Progress | None = None
        self._bar: Any = None
        self._task: Any = None
        self._printed = float("-inf")

    def __enter__(self) -> Shown:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def update(self, progress: Progress) -> None:
        """Show how far the study is."""
        first, self.last = self.last is None, progress
        if sys.stderr.isatty():
            self._draw(progress)
            return
        if first or progress.finished or time.monotonic() - self._printed >= SPACING:
            self._printed = time.monotonic()
            rate = (
                ""
                if progress.rate != progress.rate
                else f" rate={progress.rate:.1f} left_s={progress.left:.0f}"
            )
            failed = f" failed={progress.failed}" if progress.failed else ""
            standing = "".join(f" standing.{arm}={share:.4f}" for arm, share in progress.standing.items())
            line = f"progress done={progress.done} total={progress.total}{failed}{rate}{standing}"
            print(line, file=sys.stderr, flush=True)

    def notice(self, text: str) -> None:
        """Say something unusual."""
        if self._bar is not None:
            self._bar.console.print(f"Note: {text}", markup=False, highlight=False)
        else:
            print(f"Note: {text}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self, progress: Progress) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("runs  {task.fields[pace]}"),
                # What the arms come to so far, on a line of its own.
                TextColumn("\n{task.fields[standing]}", style="dim"),
                console=Console(stderr=True),
            )
            self._task = self._bar.add_task("Running", total=progress.total, pace="", standing="")
            self._bar.start()
        pace = "the first chunk may wait for compilation"
        if progress.finished:
            pace = f"{clock(progress.seconds)} in all"
        elif progress.rate == progress.rate:
            pace = f"{progress.rate:,.0f} a second, {clock(progress.left)} left"
        if progress.failed:
            pace += f", {progress.failed:,} failed"
        self._bar.update(
            self._task,
            completed=progress.done,
            total=progress.total,
            pace=pace,
            standing=standing(progress, self._bar.console.width),
        )


def standing(progress: Progress, width: int) -> str:
    """Share of each arm's ceasefires that stood to the horizon so far, as many arms as fit on a line."""
    words = "standing so far: "
    for arm, share in progress.standing.items():
        part = f"{arm} {share:.0%}  "
        if len(words) + len(part) > width - 4:
            return words + "..."
        words += part
    return words.rstrip() if progress.standing else ""


def clock(seconds: float) -> str:
    """Seconds as ``m:ss`` or ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
