"""Which reports tell of the same incident: records → candidate pairs → scores with reasons → clusters.

`keyterms` and `copies` say what is kept of a text, `blocking` which pairs are compared, `comparisons` how (`likeness` measures),
`weights` what that is worth, `scoring` puts the three through Splink, `clusters` decides.
"""
