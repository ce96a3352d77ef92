"""Files in an object store, by `CAUCE_ALMACEN=s3://…` (decision 0063): needs the extra `s3` of the project.

The bucket is private: nobody gets an address of it, every file goes out through a view that checks who asks, and its
SHA-256 is checked when it is read, as on disk. What is put there is whole or is not there, which the protocol promises.
"""

from typing import Any

from botocore.config import Config
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from .almacen import anotar_escrito

# A server that stopped is told in seconds.
_ESPERA = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 3, "mode": "standard"}}


class AlmacenS3(S3Storage):
    """A bucket whose files never change nor take the name of another."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(
            **{
                "default_acl": None,
                "querystring_auth": True,
                "file_overwrite": False,
                "max_memory_size": 8 << 20,
                "addressing_style": "path" if opciones.get("endpoint_url") else None,
                "signature_version": "s3v4",
                # Other sums than ours are asked for by Amazon's client, and understood by few servers but its own.
                "client_config": Config(
                    s3={"addressing_style": "path" if opciones.get("endpoint_url") else "auto"},
                    signature_version="s3v4",
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                    **_ESPERA,
                ),
                **opciones,
            }
        )

    def _save(self, name: str, content: File[Any]) -> str:
        guardado = str(super()._save(name, content))
        anotar_escrito(guardado)
        return guardado
