#!/bin/sh
# Runs a script with this machine's Python 3.11, or says kindly what is missing.
set -eu

is_wanted() {
    "$1" -IS -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1
}

for python in python3.11 python3 /usr/bin/python3.11 /usr/local/bin/python3.11; do
    # -I and -S: nothing of the person's own Python settings reaches the set-up.
    if is_wanted "$python"; then
        exec "$python" -IBS "$@"
    fi
done

found=$(python3 -c 'import platform; print("Python " + platform.python_version())' 2>/dev/null || true)
cat >&2 <<SENTENCE
Carepods needs Python 3.11, and this machine has ${found:-no Python 3 that can be found}.
Please install it, then run the same command again. On Debian 12, as root:
    apt-get install python3 python3-venv python3-pip
SENTENCE
exit 1
