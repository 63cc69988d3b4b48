"""Drawn pictures of kinds of products: flat, friendly, made of shapes; no photographs."""
