# How to build and run it: README.md, "Connect it to Slack".

FROM python:3.11-slim AS lock
WORKDIR /desk
COPY requirements.lock .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --no-deps --require-hashes -r requirements.lock \
 && /venv/bin/pip check

FROM python:3.11-slim
# A fixed number, so that the owner of a mounted /data can be set beforehand.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin desk \
 && install --directory --owner=desk --group=desk /data
COPY --from=lock /venv /venv
WORKDIR /desk
COPY config.toml ./
COPY models models
COPY jobs jobs
COPY bot bot
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DESK_DATABASE__URL=sqlite:////data/desk.db
USER 10001
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-m", "bot.health"]
CMD ["python", "-m", "bot", "run"]
