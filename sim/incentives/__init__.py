"""What the capitals weigh, in per cent of own annual GDP over the planning horizon. One family of terms a file."""
