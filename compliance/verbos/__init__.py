"""What people do, as data: `modelo` is one row of the table; `tabla`, the rows of accounts, plans and inhábiles.

Those of candidacies, deliverables, sessions and imports are in `flujos.verbos`.
"""
