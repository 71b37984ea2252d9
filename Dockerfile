# One image for the site, the workers, the scheduler and the migrations.
FROM python:3.11-slim-bookworm AS packages

WORKDIR /build
COPY requirements.lock .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: \
        -r requirements.lock

FROM python:3.11-slim-bookworm

# For .doc, .xls and .rtf on the way in, .odt and .pdf on the way out; the portal runs without it.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

# The number is fixed: nginx reads the media files as a member of this group.
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0750 /var/lib/portal /var/lib/portal/media

COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MOC_NO_BOOTSTRAP=1 \
    MOC_VAR=/var/lib/portal \
    MEDIA_ROOT=/var/lib/portal/media \
    STATIC_ROOT=/srv/static

WORKDIR /srv/portal
COPY . .
# The key signs nothing here: collectstatic only wants the settings to be whole.
RUN python -m compileall -q . /opt/venv/lib \
    && SECRET_KEY=while-the-image-is-built python manage.py collectstatic --noinput

USER portal
EXPOSE 8000
CMD ["gunicorn", "moc_portal.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "4", "--threads", "4", "--preload", "--no-control-socket"]
