"""Excel only: reading cells, finding forms, parsing values, writing templates."""
