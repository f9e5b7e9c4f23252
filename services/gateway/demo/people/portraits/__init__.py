"""Portraits of the demo's people, drawn from a seed: nobody's photo is used."""
