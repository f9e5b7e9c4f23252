# Sourced by the commands in this folder: makes .callboard/venv, installs what the locks name, and
# bundles the pages' scripts. A warm start does nothing of it: a stamp beside what was made remembers
# the checksum of what it was made of.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd "$root" || exit 1
venv="$root/.callboard/venv"
ui="$root/services/gateway/ui"

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            python=$candidate
            return
        fi
    done
    fail "Callboard needs Python 3.11 or newer, and none was found on PATH." \
        "Debian, Ubuntu: apt-get install python3 python3-venv.  macOS: brew install python." \
        "Anywhere: https://www.python.org/downloads/"
}

make_environment() {
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/made-for" 2>/dev/null)" = "$venv" ] && return
    find_python
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || fail \
        "$("$python" --version) has no venv module with pip in it." \
        "Debian, Ubuntu: apt-get install python3-venv.  Then run this command again."
    echo "Making a Python environment …"
    rm -rf "$venv"
    mkdir -p "$root/.callboard"
    "$python" -m venv "$venv" || fail "The Python environment could not be made (see above)."
    echo "$venv" >"$venv/made-for"
}

# install_python NAME …: everything that infra/NAME.lock lists, by its hashes; nothing is built from
# source, and nothing compiled that is not used. What reads strangers' files (shared/confined.py) may
# write nothing, so what it imports is compiled here, or each time.
install_python() {
    for name in "$@"; do
        lock=infra/$name.lock
        stamp=$venv/$name.stamp
        sum=$(cksum <"$lock")
        [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && continue
        echo "Installing Python packages ($name) …"
        "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps \
            --no-compile --only-binary :all: --require-hashes -r "$lock" ||
            fail "Python packages could not be installed (see above); is there a network?"
        echo "$sum" >"$stamp"
    done
    env -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -c "import av, pillow_heif, PIL.ImageCms, PIL.ImageOps, pypdf" ||
        fail "A Python package does not load (see above)."
}

# install_npm [--omit=dev]: the pages' packages, with the wheel's own npm.
install_npm() {
    stamp="$ui/node_modules/.callboard.stamp"
    sum="$(cksum <"$ui/package-lock.json")"
    case $(cat "$stamp" 2>/dev/null) in "$sum $*" | "$sum ") return ;; esac
    echo "Installing the pages' packages …"
    NODE_USE_SYSTEM_CA=1 PATH="$venv/bin:$PATH" "$venv/bin/npm" ci --prefix "$ui" \
        --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null ||
        fail "The pages' packages could not be installed (see above); is there a network?"
    mkdir -p "$ui/node_modules"
    echo "$sum $*" >"$stamp"
}

# bundle: one script for each page, one style, its fonts and one sprite of icons, so that a browser
# fetches a file and not one for each module.
bundle() {
    built="$ui/built"
    sum=$(cat infra/bootstrap.sh "$ui/package-lock.json" "$ui"/icons.* "$ui"/css/*.css "$ui"/js/*.js \
        "$ui"/js/*/*.js "$ui"/components/*/*.css "$ui"/components/*/*.js | cksum)
    [ "$(cat "$built/stamp" 2>/dev/null)" = "$sum" ] && return
    rm -rf "$built.new"
    "$venv/bin/node" "$ui/node_modules/esbuild/bin/esbuild" "$ui"/js/*.js "$ui/js/room/entry.js" \
        "$ui/css/app.css" "$ui/css/room.css" --bundle --format=esm --target=es2022 --minify \
        --loader:.woff2=file --asset-names=fonts/[name] --outbase="$ui" --outdir="$built.new" \
        --log-level=warning && "$venv/bin/node" "$ui/icons.mjs" "$built.new/icons.svg" ||
        fail "The pages' scripts and styles could not be bundled (see above)."
    echo "$sum" >"$built.new/stamp"
    rm -rf "$built"
    mv "$built.new" "$built"
}
