"""The benchmark: what a page costs beside an empty one, what a first visit weighs, what the whole takes at rest."""
