"""Work plans as data: their schema, terms and occurrences, revision, derivation and simulation.

A pure library: it knows neither the database nor the clock. Loading a plan into the record is `compliance.services`'.
"""
