"""One way to act: every verb is a row, here (`candidaturas`, `entregables`, `sesiones`, `importacion`).

To know who may do something, from where, why not yet and in which words, read its row. Whoever does it opens an
`acto.Acto` on what a `compliance.verbos.caso.Caso` holds: the object, the moment and the reach of whoever acts.
"""
