# Cauce from a fresh clone. Needs Python >= 3.11 with venv, make and the package index; nothing else.

PYTHON ?= python3
PUERTO ?= 8000
DEMO_FECHA ?= 2024-04-15
# Processes of pytest (pytest-xdist).
NUCLEOS ?= 2
# Extra arguments for pytest: make test ARGS="tests/compliance -x"
ARGS ?=

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DEMO_DATOS := $(CURDIR)/var/demo
DATABASE_URL_SERVICIOS := $(or $(DATABASE_URL),postgres://postgres@127.0.0.1:5432/cauce)
REDIS_URL_SERVICIOS := $(or $(REDIS_URL),redis://127.0.0.1:6379/0)

# The demonstration never touches a real installation: its own folder and database, whatever the shell exports.
DEMO := env -u DATABASE_URL -u REDIS_URL -u CELERY_BROKER_URL -u CAUCE_PRODUCCION -u CAUCE_DEBUG \
	CAUCE_DATOS="$(DEMO_DATOS)" DEMO_FECHA="$(DEMO_FECHA)" EMAIL_URL=file:// \
	CAUCE_URL="http://127.0.0.1:$(PUERTO)"
# Likewise the suite on the embedded default.
EMBEBIDO := env -u DATABASE_URL -u REDIS_URL -u CELERY_BROKER_URL -u CAUCE_PRODUCCION -u CAUCE_DEBUG \
	-u DEMO_FECHA -u EMAIL_URL

.DEFAULT_GOAL := ayuda
.PHONY: ayuda entorno entorno-desarrollo demo demo-datos demo-limpio test test-servicios test-navegador lint \
	auditoria sbom bench bloqueo

ayuda: ## Muestra esta ayuda
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# -- Environment ------------------------------------------------------------------------------------------

entorno: .venv/.produccion ## Crea el entorno .venv con las dependencias de producción

entorno-desarrollo: .venv/.desarrollo

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cauce necesita Python 3.11 o posterior; «$(PYTHON)» no lo es o no existe."; \
		echo "Indique otro así: make entorno PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "No se pudo crear .venv: a esta instalación de Python le falta el módulo venv"; \
		echo "(en Debian y Ubuntu, el paquete python3-venv)."; exit 1; }

.venv/.produccion: requisitos/produccion.txt | .venv/bin/python
	@echo "Instalando las dependencias en .venv (la primera vez tarda cerca de un minuto)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The development lock holds every package of the production one, at the same version.
.venv/.desarrollo: requisitos/desarrollo.txt | .venv/bin/python
	@echo "Instalando las dependencias de desarrollo en .venv…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# -- Demonstration ----------------------------------------------------------------------------------------

demo-datos: entorno
	@echo "Preparando la base de datos de la demostración…"
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@$(DEMO) $(MANAGE) demo

# gunicorn, as in production: requests run at the same time (threads) and DEBUG stays off; WhiteNoise serves the
# static files straight from the apps. One process, so that its in-memory cache is one. Both children are in the
# background and the shell waits, so that Ctrl-C or a kill ends the two at once. Of the sweep only what fails is shown:
# a line a minute would push the accounts out of sight.
demo: entorno ## Prepara los datos de demostración y abre el sitio en http://127.0.0.1:8000 (PUERTO=, DEMO_FECHA=)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PUERTO)))' 2>/dev/null || { \
		echo "El puerto $(PUERTO) está ocupado. Use otro: make demo PUERTO=8001"; exit 1; }
	@$(MAKE) --no-print-directory demo-datos
	@echo
	@echo "Sitio: http://127.0.0.1:$(PUERTO)/  (Ctrl-C lo detiene; los datos se conservan)"
	@echo "Para usar manage.py sobre estos datos:"
	@echo "  export CAUCE_DATOS=$(DEMO_DATOS) DEMO_FECHA=$(DEMO_FECHA)"
	@$(DEMO) $(BIN)/gunicorn compliance.wsgi --bind 127.0.0.1:$(PUERTO) --threads 8 --log-level warning & \
	servidor=$$!; \
	$(DEMO) $(MANAGE) barrer --continuo >/dev/null & \
	barrido=$$!; \
	trap 'kill $$servidor $$barrido 2>/dev/null; wait; echo; echo "Demostración detenida."; exit 0' INT TERM HUP; \
	wait $$servidor; estado=$$?; kill $$barrido 2>/dev/null; wait; exit $$estado

demo-limpio: ## Borra los datos de la demostración (solo var/demo) y la vuelve a empezar
	@rm -rf "$(DEMO_DATOS)"
	@$(MAKE) --no-print-directory demo

# -- Checks -----------------------------------------------------------------------------------------------

test: entorno-desarrollo ## Corre todas las pruebas sobre la base embebida (ARGS= para pytest)
	@$(EMBEBIDO) $(BIN)/pytest -n $(NUCLEOS) $(ARGS)

test-servicios: entorno-desarrollo ## Corre las pruebas sobre PostgreSQL, Redis y Celery (DATABASE_URL, REDIS_URL)
	@env -u CAUCE_PRODUCCION -u CAUCE_DEBUG -u DEMO_FECHA -u EMAIL_URL \
		DATABASE_URL="$(DATABASE_URL_SERVICIOS)" REDIS_URL="$(REDIS_URL_SERVICIOS)" \
		$(BIN)/pytest -n $(NUCLEOS) -m "not navegador" $(ARGS)

test-navegador: entorno-desarrollo ## Corre solo las pruebas en Chromium
	@$(EMBEBIDO) $(BIN)/pytest -n $(NUCLEOS) -m navegador $(ARGS)

lint: entorno-desarrollo ## Revisa formato, estilo, tipos, capas, migraciones y configuración de producción
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/djhtml --check --tabwidth 2 compliance documentos flujos notificaciones 2>/dev/null
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(EMBEBIDO) $(MANAGE) makemigrations --check --dry-run
	@datos=$$(mktemp -d); trap 'rm -rf "$$datos"' EXIT; \
		export CAUCE_PRODUCCION=1 CAUCE_URL=https://cauce.example EMAIL_URL=smtp://correo.cauce.example CAUCE_DATOS="$$datos"; \
		export CAUCE_SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')"; \
		env -u DATABASE_URL -u REDIS_URL -u CELERY_BROKER_URL -u CAUCE_DEBUG -u DEMO_FECHA $(MANAGE) preparar >"$$datos/dicho" \
		|| { cat "$$datos/dicho"; exit 1; }

auditoria: entorno-desarrollo ## Busca fallas conocidas en las bibliotecas (Error 1: las hay; Error 3: no se pudo preguntar)
	@$(BIN)/python -m tests.auditoria requisitos/produccion.txt requisitos/desarrollo.txt

sbom: entorno-desarrollo ## Escribe en var/sbom.json la lista CycloneDX de las bibliotecas de producción
	@mkdir -p var
	@$(BIN)/python -m tests.auditoria --sbom var/sbom.json requisitos/produccion.txt

# On the embedded default, and on PostgreSQL too when it is named or answers: one table for both.
bench: entorno-desarrollo ## Mide y deja la tabla en var/bench.json (no forma parte de las pruebas)
	@mkdir -p var && rm -f var/bench.json
	@$(EMBEBIDO) $(BIN)/pytest -q -s tests/rendimiento/medir_*.py $(ARGS)
	@if [ -n "$(DATABASE_URL)" ] || $(BIN)/python -c \
		'import socket; socket.create_connection(("127.0.0.1", 5432), 1)' 2>/dev/null; then \
		env -u CAUCE_PRODUCCION -u CAUCE_DEBUG -u DEMO_FECHA -u EMAIL_URL DATABASE_URL="$(DATABASE_URL_SERVICIOS)" \
		$(BIN)/pytest -q -s tests/rendimiento/medir_*.py $(ARGS); fi
	@$(BIN)/python -m tests.rendimiento.tabla | tee var/bench.txt

UV ?= uv
BLOQUEAR = $(UV) pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

bloqueo: ## Regenera los archivos de bloqueo con uv (ARGS=--upgrade para subir versiones)
	@command -v $(UV) >/dev/null || { \
		echo "Falta uv, que no forma parte del entorno: instálelo aparte (pipx install uv) o indique UV=ruta."; exit 1; }
	@$(BLOQUEAR) $(ARGS) -o requisitos/produccion.txt
	@$(BLOQUEAR) $(ARGS) --extra s3 -o requisitos/s3.txt
	@$(BLOQUEAR) $(ARGS) --group dev -o requisitos/desarrollo.txt
