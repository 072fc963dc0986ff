"""What the commands do, free of the terminal: each job is one function that takes plain values and returns data."""
