"""Builders of rows, one file per noun.

A builder fills in what a test does not care about and takes the rest by the names of the columns.
It returns unsaved rows; `tests.factories.saving.save` puts them into the database.
"""
