"""One run: random streams put to use, the day's schedule, the Mesa model and the compiled batch."""
