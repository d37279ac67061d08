"""Invented returns that show the product at work. Nothing in here was ever reported by anybody."""
