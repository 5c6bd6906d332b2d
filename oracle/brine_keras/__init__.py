"""Builds models in the real Keras, saves them in every form, and records what they answer: docs/fixtures.md."""
