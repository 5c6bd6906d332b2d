"""Fits estimators in the real scikit-learn, saves them, and records what they answer: docs/fixtures.md."""
