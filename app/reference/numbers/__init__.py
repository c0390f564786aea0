"""One module per number of the field, in the manner of python-stdnum; `kinds` lists them."""
