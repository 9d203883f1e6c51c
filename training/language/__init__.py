"""Training of what the network says of words: tags, morphology, lemmas, dependencies, sentences, entities."""
