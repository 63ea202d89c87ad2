FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /opt/intros
COPY requirements/runtime.txt requirements/
RUN /opt/intros/bin/pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY . .
RUN /opt/intros/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home intros && install -d -o intros -m 700 /data
COPY --from=build /opt/intros /opt/intros
ENV PATH=/opt/intros/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    INTROS_DATA_DIR=/data \
    INTROS_HTTP__HOST=0.0.0.0 \
    INTROS_LOG_JSON=true
USER intros
WORKDIR /home/intros
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
# Listening to others needs INTROS_SECRET: at least 32 random characters.
CMD ["intros", "serve"]
