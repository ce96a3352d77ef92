"""What people do, as data: `modelo` is one row of the table and `caso` what it is asked of; `cuentas`, the rows of
accounts and roles; `tabla`, those of catalogues, plans and inhábiles.

Those of candidacies, deliverables, sessions and imports are in `flujos.verbos`.
"""
