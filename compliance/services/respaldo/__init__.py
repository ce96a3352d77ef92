"""A backup of an installation in one file, and an empty installation made from it (decision 0063).

`sobre` opens and closes the file (and ciphers it), `base` takes a database out and puts it in, `archivo` knows what is
inside, `copia` makes one and `restauracion` reads it. The database is spoken to in SQL and not by the models: what is
backed up before an update is a database that they do not describe any more.
"""
