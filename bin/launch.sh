# Sourced by the commands of this folder: finds a Python that is recent enough and starts `cordee.launch`.
# POSIX sh, because nothing else may be taken for granted on a fresh machine.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=${here%/*}

recent='import sys; sys.exit(sys.version_info < (3, 11))'
complete='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

find_python() {
    for check in "$complete" "$recent"; do
        for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
            if command -v "$name" >/dev/null 2>&1 && "$name" -c "$check" >/dev/null 2>&1; then
                echo "$name"
                return 0
            fi
        done
    done
    return 1
}

launch() {
    if ! python=$(find_python); then
        found=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || found=none
        echo "Cordée needs Python 3.11 or later (found: $found): install it, then run the same command again." >&2
        exit 16
    fi
    PYTHONPATH=$root
    PYTHONUTF8=1 # whatever the terminal's locale says, files and messages are UTF-8
    export PYTHONPATH PYTHONUTF8
    exec "$python" -P -m cordee.launch "$@"
}
