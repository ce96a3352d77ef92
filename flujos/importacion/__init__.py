"""Loading INE's data base of candidacies into the record, rehearsed first. Reading it is `compliance.importacion`'s."""
