"""The line: sectors, what is fired across it, who sees it, what restrains it. One phenomenon a file."""
