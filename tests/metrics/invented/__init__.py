"""Invented countries: random plans over random units that merge, split and end, and random returns, written straight
into a store's tables. Several plans stand side by side in one store, each with units, cells and targets of its own."""
