"""How accurate and how fast kgraph is, measured on data that is not part of the project."""
