"""How the owner of an account enters: second factors, recovery codes, sessions, and who they are in a directory.

None of these rows has a history: what opens a door must leave no copy. What is done with them is an act on the account
(see `services.factores` and `services.sesiones`).
"""

from django.db import models

from .institucion import Usuario
from .llaves import LlaveEnvuelta


class AplicacionDeCodigos(LlaveEnvuelta):
    """The secret that an account shares with an application of codes (TOTP, RFC 6238). It rests wrapped, like a key.

    `ultimo_paso` is the last period of thirty seconds whose code was taken: that one, and those before, never again.
    """

    usuario = models.OneToOneField(
        Usuario, on_delete=models.CASCADE, primary_key=True, related_name="aplicacion_de_codigos"
    )
    ultimo_paso = models.BigIntegerField(default=0)
    usada_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "aplicación de códigos"
        verbose_name_plural = "aplicaciones de códigos"


class LlaveDeAcceso(models.Model):
    """A passkey (WebAuthn). What is kept opens nothing: the private half never leaves the person's device.

    `publica` is the attested credential data, and `contador` how many times its device says that it was used.
    """

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="llaves_de_acceso")
    nombre = models.CharField(max_length=60)
    credencial = models.CharField(max_length=1400, unique=True)
    publica = models.TextField()
    contador = models.BigIntegerField(default=0)
    creada_en = models.DateTimeField()
    usada_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["creada_en", "pk"]
        verbose_name = "llave de acceso"
        verbose_name_plural = "llaves de acceso"

    def __str__(self) -> str:
        return self.nombre


class CodigoDeRecuperacion(models.Model):
    """A code that stands in for the second factor, once. Of its random bits only the hash is kept."""

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="codigos_de_recuperacion")
    huella = models.CharField(max_length=64)
    usado_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "código de recuperación"
        verbose_name_plural = "códigos de recuperación"
        constraints = [models.UniqueConstraint(name="codigo_de_recuperacion_unico", fields=["usuario", "huella"])]

    def __str__(self) -> str:
        return f"Código {self.pk}"


class SesionDeCuenta(models.Model):
    """An entrance: from what, from where, how, when it was last seen and whether it is over.

    `llave` is that of the session store; empty once the session is over. `red` is what tells a place from another.
    """

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="sesiones")
    llave = models.CharField(max_length=40, blank=True, db_index=True)
    dispositivo = models.CharField(max_length=60)
    direccion = models.CharField("dirección", max_length=45, blank=True)
    red = models.CharField(max_length=45, blank=True)
    con = models.CharField(max_length=80)
    entro_en = models.DateTimeField("entró")
    vista_en = models.DateTimeField("última actividad")

    class Meta:
        ordering = ["-vista_en", "-pk"]
        verbose_name = "sesión"
        verbose_name_plural = "sesiones"

    def __str__(self) -> str:
        return f"{self.dispositivo}, {self.direccion}"


class IdentidadExterna(models.Model):
    """Who somebody is in the directory of their institute (OpenID Connect): its issuer, and their `sub` there."""

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="identidades")
    emisor = models.CharField(max_length=250)
    sub = models.CharField(max_length=255)
    vinculada_en = models.DateTimeField()

    class Meta:
        verbose_name = "identidad externa"
        verbose_name_plural = "identidades externas"
        constraints = [
            models.UniqueConstraint(name="identidad_externa_unica", fields=["emisor", "sub"]),
            models.UniqueConstraint(name="identidad_externa_de_una_cuenta", fields=["emisor", "usuario"]),
        ]

    def __str__(self) -> str:
        return f"{self.sub} en {self.emisor}"
