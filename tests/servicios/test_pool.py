"""Connections that threads share: a statement is prepared once for each, and not again at every request."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.servicios
PROGRAMA = """
from django.db import connection
from compliance.sentencias import preparada
for _ in range(20):
    with connection.cursor() as cursor:
        cursor.execute(preparada("SELECT %s::int"), [1])
    connection.close()  # as at the end of each request: it goes back to the pool
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'cauce%'")
    print("quedan", cursor.fetchone()[0])
"""


@pytest.mark.django_db(transaction=True)
def test_lo_preparado_se_queda_con_su_conexion(servicios: None, tmp_path: Path) -> None:
    base = connection.settings_dict
    credenciales = quote(base["USER"], safe="") + (f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else "")
    hecho = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", PROGRAMA],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "CAUCE_DATOS": str(tmp_path),
            "DATABASE_POOL": "1",
            "DATABASE_URL": f"postgres://{credenciales}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert hecho.stdout.strip() == "quedan 1", hecho.stdout + hecho.stderr
