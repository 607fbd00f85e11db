# Three stages: the front end, the Python packages, and a last one with neither compilers nor package managers' caches.
# Build: docker build -t indgangen .
# Run:   see "Into production" in README.md. The file system may be read-only; nothing but the volumes is written.

FROM node:22-bookworm-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static/src static/src
RUN node static/src/build.mjs

FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt \
 && /opt/venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 INDGANG_CATALOGUE=/srv/indgangen/catalogue
RUN groupadd --gid 10001 indgangen \
 && useradd --uid 10001 --gid indgangen --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin indgangen \
 && install --directory --owner indgangen --group indgangen --mode 0700 /data /keys
WORKDIR /srv/indgangen
COPY --from=packages /opt/venv /opt/venv
COPY app app
COPY alembic alembic
COPY catalogue catalogue
COPY locales locales
COPY templates templates
COPY static/js static/js
COPY static/img static/img
COPY --from=front-end /build/static/vendor static/vendor
USER 10001:10001
VOLUME ["/data", "/keys"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000"]
