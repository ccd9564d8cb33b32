# The image of spinebox: a Spine for pipelines. docker build -t spinebox .
#
# Two stages: one builds, the other holds what runs. Nothing is fetched but packages of package-lock.json.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /build
ENV NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY cli cli
COPY src src
COPY simulator simulator
COPY conformance conformance
COPY features features
RUN npm run build
# What runs needs neither compilers nor types, maps and manuals of its packages.
RUN npm ci --omit=dev --ignore-scripts \
  && find node_modules dist -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \
     -o -name '*.md' -o -name '*.markdown' \) -delete \
  && rm -rf node_modules/*/test node_modules/*/tests node_modules/*/docs node_modules/.package-lock.json
COPY certs/profiles certs/profiles
COPY scenarios scenarios
COPY LICENSE CHANGELOG.md ./
COPY deploy/image/entrypoint.sh ./
# Parts that the finished tree consists of, each with one owner and readable for everybody.
RUN mkdir -p /out/features \
  && cp -r package.json LICENSE CHANGELOG.md node_modules dist scenarios certs /out/ \
  && mkdir -p /out/cli && cp cli/spinebox.mjs /out/cli/ \
  && (cd features && find . -name '*.feature' -exec cp --parents {} /out/features/ \;) \
  && chmod -R a+rX /out && chmod a+x /out/cli/spinebox.mjs \
  && mkdir -p /out-data/certificates /out-data/journal /out-data/shared /out-bin \
  && ln -s /opt/spinebox/cli/spinebox.mjs /out-bin/spinebox \
  && cp entrypoint.sh /out-bin/spinebox-container && chmod 755 /out-bin/spinebox-container
# Half of the time to ready is compiling modules: what Node compiled is kept in the image, for the user that it runs as.
RUN mv /out /opt/spinebox && mkdir -m 777 /opt/spinebox/.compiled
ENV NODE_COMPILE_CACHE=/opt/spinebox/.compiled
USER 1000:1000
RUN cd /tmp && for command in "up --free-ports --quiet" "ready --help" "practice --help"; do \
    timeout --preserve-status -s TERM 5 node /opt/spinebox/cli/spinebox.mjs $command >/dev/null 2>&1 || true; \
  done
USER 0:0
RUN chmod 755 /opt/spinebox/.compiled && rm -rf /tmp/*

FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="spinebox" \
  org.opencontainers.image.description="Reference simulator of the NHS Spine and conformance harness for GP2GP" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.created="${CREATED}"
COPY --from=build /opt/spinebox /opt/spinebox
COPY --from=build /out-bin /usr/local/bin
# Folders that volumes are mounted on keep their owner when a volume is new.
COPY --from=build --chown=1000:1000 /out-data /data
# Everything that is written lies in the volume: certificates, the journal, the token of the control API. Listeners are
# reached from outside the container, so the control API wants that token.
ENV NODE_ENV=production \
  NODE_COMPILE_CACHE=/opt/spinebox/.compiled \
  SPINEBOX_CERTS=/data/certificates \
  SPINEBOX_DATA=/data/journal \
  SPINEBOX_CONTROL__TOKEN_FILE=/data/control-token \
  SPINEBOX_CONTROL__HOST=0.0.0.0 \
  SPINEBOX_SPINE__HOST=0.0.0.0 \
  SPINEBOX_GATEWAY__HOST=0.0.0.0 \
  SPINEBOX_SDS__LDAP__HOST=0.0.0.0 \
  SPINEBOX_MESH__HOST=0.0.0.0 \
  SPINEBOX_ADAPTORS__HOST=0.0.0.0
USER 1000:1000
WORKDIR /data
VOLUME /data
# Spine, SDS over LDAP with and without TLS, the web faces, MESH, the MHS adaptor of the default world (REST and AMQP 1.0), the
# control API with console and metrics.
EXPOSE 8443 1636 1389 8480 8700 8482 8484 8470
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["spinebox", "ready", "--quiet"]
ENTRYPOINT ["spinebox-container"]
CMD ["up"]
