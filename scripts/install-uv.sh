#!/bin/sh
# Print the path of a uv command, installing one into .uv/ when the machine has none.
set -eu
if command -v uv >/dev/null 2>&1; then command -v uv; exit 0; fi
here=$(cd "$(dirname "$0")/.." && pwd)
if [ -x "$here/.uv/bin/uv" ]; then echo "$here/.uv/bin/uv"; exit 0; fi
python=${PYTHON:-python3}
echo "uv is missing: installing it into .uv/" >&2
if "$python" -m venv "$here/.uv" >/dev/null 2>&1 && "$here/.uv/bin/python" -m pip install --quiet uv >&2; then
  echo "$here/.uv/bin/uv"; exit 0
fi
rm -rf "$here/.uv"
if "$python" -m pip install --quiet --target "$here/.uv" uv >&2; then
  echo "$here/.uv/bin/uv"; exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq >&2 && apt-get install -y -qq python3-venv >&2
  "$python" -m venv "$here/.uv" >&2 && "$here/.uv/bin/python" -m pip install --quiet uv >&2
  echo "$here/.uv/bin/uv"; exit 0
fi
echo "Could not install uv. Install Python's venv module (Debian: apt install python3-venv) and run make again." >&2
exit 1
