# Stage 1: plotly.js with only the traces that our pages draw, from the npm package of plotly.py's own version; and our scripts as few bytes.
FROM node:22-slim AS plotly
WORKDIR /plotly
COPY app/serve/plotly/package.json app/serve/plotly/package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
COPY app/serve/plotly/build.mjs app/serve/plotly/descriptions.mjs app/serve/plotly/stackgl.mjs app/serve/plotly/small.mjs ./
RUN node build.mjs
COPY assets assets
RUN node small.mjs assets small

# Stage 2: the environment from the lock file, hashes checked, and the bytecode compiled, so that nothing is written later.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock /tmp/requirements.lock
RUN /opt/venv/bin/pip install --quiet --no-compile --no-deps --require-hashes --requirement /tmp/requirements.lock \
 && /opt/venv/bin/pip uninstall --quiet --yes pip \
 && python -m compileall -q --invalidation-mode unchecked-hash /opt/venv/lib
WORKDIR /srv/loss-landscape
COPY LICENSE NOTICE ./
COPY app app
COPY losscore losscore
COPY assets assets
COPY --from=plotly /plotly/plotly.min.js /plotly/plotly.licenses.txt /plotly/runtime.min.js app/serve/plotly/
COPY --from=plotly /plotly/small app/serve/small
# Every file compressed beforehand, as well as can be.
RUN /opt/venv/bin/python -m app.squeeze
# Readable by whatever user the container runs as, however the checkout's permissions were.
RUN python -m compileall -q --invalidation-mode unchecked-hash app losscore \
 && chmod -R a+rX /srv/loss-landscape /opt/venv

# Stage 3: what runs. No user but a number, no home, nothing to write but /tmp:
#   docker run --read-only --tmpfs /tmp --user 12345 --publish 8050:8050 loss-landscape
FROM python:3.13-slim
LABEL org.opencontainers.image.title="Loss Landscape" \
      org.opencontainers.image.description="Loss landscapes of small models, to look at, walk on and learn from in the browser" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT AND CC-BY-4.0"
# PORT and WEB_CONCURRENCY (workers) are read by gunicorn, after a look at them; the workers share their cache through files.
# One thread for linear algebra per worker: the workers are the parallelism.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    PORT=8050 \
    WEB_CONCURRENCY=2 \
    LOSS_LANDSCAPE_CACHE=files \
    LOSS_LANDSCAPE_CACHE_DIR=/tmp/loss-landscape-cache
WORKDIR /srv/loss-landscape
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/loss-landscape /srv/loss-landscape
USER 10001:10001
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["python", "-m", "app.serve"]
