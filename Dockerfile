# soplint in a container.
#
#   docker build -t soplint .
#   docker run --rm -v "$PWD:/work:ro" soplint check sop
#
# The image holds one static program and nothing else: no shell, no Git (for `--changed-since`), no certificates, for it asks nothing of a network.
# `docker build --target ci -t soplint:ci .` gives one with a shell and Git, for build servers whose jobs need them.

FROM rust:1.89-alpine3.22 AS build
WORKDIR /soplint
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY rules rules
COPY benches benches
# Alpine's own target is linux-musl, for which Rust links everything into the program.
RUN cargo build --release --locked --bin soplint

FROM alpine:3.22 AS ci
# The release of Alpine decides which Git.
# hadolint ignore=DL3018
RUN apk add --no-cache git
COPY --from=build /soplint/target/release/soplint /usr/local/bin/soplint
USER 65532:65532
WORKDIR /work

FROM scratch
COPY --from=build /soplint/target/release/soplint /usr/local/bin/soplint
# Fails here, not on the user's machine, when the program is not static.
RUN ["/usr/local/bin/soplint", "--version"]
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["soplint"]
CMD ["check"]
