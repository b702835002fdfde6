# syntax=docker/dockerfile:1
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/parlance \
 && /opt/parlance/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY glossary glossary
COPY playground playground
COPY prompts prompts
COPY storage storage
COPY translators translators
# The glossary is read once here: whoever runs the image may not write beside it, and would read it
# anew at every start.
RUN /opt/parlance/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && cd / && /opt/parlance/bin/python -c "from glossary.packs import builtin; builtin()"

FROM python:3.13-slim
# The model's client trusts the system's certificates.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 parlance \
 && install -d -o parlance /var/lib/parlance
COPY --from=build /opt/parlance /opt/parlance
ENV PATH=/opt/parlance/bin:$PATH PARLANCE_HOME=/var/lib/parlance HOST=0.0.0.0 PORT=3000
USER parlance
VOLUME /var/lib/parlance
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
CMD ["parlance", "serve"]
