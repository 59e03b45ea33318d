# Passerelle in a container: one static binary and two empty directories, nothing else.
#
#   docker build --tag passerelle .
#   docker run --read-only --publish 127.0.0.1:8080:8080 \
#     --volume passerelle-data:/data --volume passerelle-keys:/keys passerelle

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# SQLite is C: cgo is on, and everything it needs is linked in. The tags keep out what would call the system's libraries.
RUN CGO_ENABLED=1 go build -trimpath -tags 'netgo osusergo sqlite_omit_load_extension' \
      -ldflags '-s -w -linkmode external -extldflags "-static"' -o /passerelle ./cmd/passerelle
RUN mkdir -p -m 700 /volumes/data /volumes/keys

FROM scratch
COPY --from=build /passerelle /passerelle
# Owned by the account below, so that new volumes can be written by it. Keys never lie beside the database.
COPY --from=build --chown=65532:65532 /volumes /
USER 65532:65532
VOLUME ["/data", "/keys"]
# Every address of the container, because its port is published from outside. The program speaks plain HTTP: a proxy that
# holds the TLS certificate stands in front, and PASSERELLE_PUBLIC_URL says the https address that people see.
ENV PASSERELLE_DATA=/data PASSERELLE_KEYS=/keys PASSERELLE_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/passerelle", "healthcheck"]
ENTRYPOINT ["/passerelle"]
