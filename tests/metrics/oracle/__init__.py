"""A second road to every figure: plain Python over the workbooks and the Plan's files, sharing no code with the
metrics."""
