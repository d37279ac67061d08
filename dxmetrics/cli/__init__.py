"""The command line: words in, rows or workbooks out, exit code 0 well, 1 faults in what was given, 2 usage."""
