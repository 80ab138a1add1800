"""The album of a report: figures saved beside the page, and put into it."""

from __future__ import annotations

import base64
from html import escape

from matplotlib.figure import Figure

from sim.study.place import Place
from sim.views.style import save

#: Folder of the figures within a study's own.
FOLDER = "figures"


class Album:
    """Saves figures as PNG and SVG into a study's folder and gives the HTML that shows them.

    Parameters
    ----------
    place : the study's folder.

    Attributes
    ----------
    names : of the files that were written, within the folder, in their order.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.names: list[str] = []

    def show(self, name: str, words: str, figure: Figure) -> str:
        """Save a figure, and give it as an image within the page.

        Parameters
        ----------
        name : of the file, without an ending.
        words : what the figure shows, for who cannot see it.
        """
        image = ""
        for ending in ("png", "svg"):
            content = save(figure, ending)
            self.names.append(f"{FOLDER}/{name}.{ending}")
            self.place.write(self.names[-1], content)
            if ending == "png":
                data = base64.b64encode(content).decode()
                image = f'<img alt="{escape(words)}" src="data:image/png;base64,{data}">'
        return f"<figure>{image}</figure>"
