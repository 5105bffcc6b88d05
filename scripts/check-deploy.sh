#!/bin/sh
# Lint the Dockerfile and check the compose files against the compose schema, without a container engine.
set -eu
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
"$bin/hadolint" --failure-threshold warning deploy/Dockerfile
"$bin/check-jsonschema" --builtin-schema vendor.compose-spec deploy/compose*.yaml
