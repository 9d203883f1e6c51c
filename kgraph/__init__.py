"""kgraph: news about security incidents, read into a graph of claims that keep their words."""

__version__ = "0.17.0"
