"""The command line: the only part that opens files, looks at the environment, prints and exits."""
