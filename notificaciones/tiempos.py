"""How long a claim lasts and how long one waits after each failure. Pure."""

from datetime import timedelta

# Longer than any mail may take (EMAIL_TIMEOUT): a claim older than this belongs to a sweep that died.
PLAZO_DE_ENVIO = timedelta(minutes=15)
# Waits after each failed attempt; after the last one it is «fallido» and a person must look.
ESPERAS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
