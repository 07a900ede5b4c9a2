# Makes a machine ready to build the kiosk. Sourced by the Makefile's recipes (bash), never run.
#
#   kiosk_rust         one toolchain for everything: Rust, C compiler, wasm32 standard library
#   kiosk_xtask        says that the build tool will be compiled, where it will
#   kiosk_test_tools   what only the gate needs: clippy, rustfmt, postgresql, node, three browsers, zbarimg, npm packages
#
# Everything is looked for before anything is installed, and nothing is installed without saying so. Where
# the toolchain comes from, first match wins:
#   1. the rustc in PATH, or rustup's own 1.95.0, if it has the wasm32 standard library;
#   2. Debian's rustc-web with a wasm32 standard library built by an earlier run of 4;
#   3. rustup, asked for the wasm32 standard library;
#   4. Debian's or Ubuntu's rustc-web, from whose sources the standard library is built once.
# KIOSK_TOOLCHAIN=debian goes straight to 2 and 4, for whoever wants the distribution's Rust.
# Every step that may wait for the network has a time limit.

kiosk_rust_floor=1.95.0
kiosk_node_floor=20
kiosk_wasm=wasm32-unknown-unknown
kiosk_debian_rust=(rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web)
kiosk_lists_fresh=no

kiosk_say() { printf '==> %s\n' "$*" >&2; }
kiosk_stop() { printf 'Cannot go on: %s\n' "$*" >&2; return 1; }
kiosk_has() { command -v "$1" >/dev/null 2>&1; }

# kiosk_at_least HAVE FLOOR: is the version HAVE at or above FLOOR?
kiosk_at_least() { [[ -n $1 && "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]; }

# --- Rust -------------------------------------------------------------------------------------------

kiosk_rust() {
    kiosk_compiler_of_c || return 1
    case "${KIOSK_TOOLCHAIN:-}" in
    '')
        kiosk_fits rustc || kiosk_use_floor || kiosk_use_debian || kiosk_ask_rustup || kiosk_make_debian || return 1
        ;;
    debian)
        kiosk_use_debian || kiosk_make_debian || return 1
        ;;
    *)
        kiosk_stop "KIOSK_TOOLCHAIN may be empty or 'debian', not '$KIOSK_TOOLCHAIN'."
        return 1
        ;;
    esac
    kiosk_say "Toolchain: $(rustc -V), $kiosk_wasm, from $(rustc --print sysroot)"
}

# `cargo xtask` compiles itself without a word, so this says it first.
kiosk_xtask() {
    [[ -x ${CARGO_TARGET_DIR:-target}/debug/xtask ]] || kiosk_say "Compiling the build tool, once (about a minute and a half)"
}

# kiosk_version RUSTC: its version, or nothing.
kiosk_version() {
    local words
    read -r -a words < <(timeout 30 "$1" -V 2>/dev/null) || return 1
    printf '%s' "${words[1]:-}"
}

# kiosk_fits RUSTC: new enough, and with a standard library for wasm32 that this very rustc can read? One
# built here carries the name of its builder, because an upgrade of the package makes it unreadable.
kiosk_fits() {
    local root library version
    kiosk_has "$1" || return 1
    version=$(kiosk_version "$1") || return 1
    kiosk_at_least "$version" "$kiosk_rust_floor" || return 1
    root=$(timeout 30 "$1" --print sysroot 2>/dev/null) || return 1
    library=$root/lib/rustlib/$kiosk_wasm/lib
    compgen -G "$library/libstd-*.rlib" >/dev/null || return 1
    [[ ! -e $library/built-by || "$(<"$library/built-by")" == "$("$1" -V)" ]]
}

# A toolchain that an earlier run of kiosk_ask_rustup put beside an older default.
kiosk_use_floor() {
    compgen -G "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$kiosk_rust_floor-*/lib/rustlib/$kiosk_wasm/lib/libstd-*.rlib" >/dev/null || return 1
    kiosk_has rustup || return 1
    export RUSTUP_TOOLCHAIN=$kiosk_rust_floor
    kiosk_fits rustc || { unset RUSTUP_TOOLCHAIN; return 1; }
}

kiosk_ask_rustup() {
    kiosk_has rustup || return 1
    if kiosk_at_least "$(kiosk_version rustc)" "$kiosk_rust_floor"; then
        kiosk_say "Adding the $kiosk_wasm standard library with rustup (20 MB, under a minute)"
        timeout 120 rustup target add "$kiosk_wasm" </dev/null >&2 || { kiosk_say "rustup could not fetch it"; return 1; }
    else
        kiosk_say "Installing Rust $kiosk_rust_floor with rustup, beside the one you have (150 MB, about 2 minutes)"
        timeout 240 rustup toolchain install "$kiosk_rust_floor" --profile minimal --no-self-update \
            -c clippy -c rustfmt -t "$kiosk_wasm" </dev/null >&2 || { kiosk_say "rustup could not fetch it"; return 1; }
        export RUSTUP_TOOLCHAIN=$kiosk_rust_floor
    fi
    kiosk_fits rustc
}

# /usr/bin goes before rustup's shims: cargo finds its rustc, clippy and rustfmt through PATH.
kiosk_use_debian() {
    kiosk_fits /usr/bin/rustc && [[ -x /usr/bin/cargo && -x /usr/bin/rust-lld ]] || return 1
    export PATH="/usr/bin:$PATH"
    unset RUSTC RUSTUP_TOOLCHAIN
    hash -r
}

kiosk_make_debian() {
    local offered linker
    if ! kiosk_has apt-get; then
        kiosk_stop "Rust $kiosk_rust_floor or newer with its $kiosk_wasm standard library is needed: install Rust from rustup.rs, run 'rustup target add $kiosk_wasm', then try again."
        return 1
    fi
    if ! kiosk_at_least "$(kiosk_version /usr/bin/rustc)" "$kiosk_rust_floor"; then
        kiosk_refresh_lists "${kiosk_debian_rust[@]}" || return 1
        offered=$(kiosk_candidate rustc-web)
        if ! kiosk_at_least "$offered" "$kiosk_rust_floor"; then
            kiosk_stop "neither rustup nor apt (rustc-web: ${offered:-none}) offers Rust $kiosk_rust_floor with $kiosk_wasm here: run 'rustup target add $kiosk_wasm' where rustup has a network, then try again."
            return 1
        fi
    fi
    kiosk_install "Rust from the distribution, 300 MB on disk, about a minute" "${kiosk_debian_rust[@]}" || return 1
    # The linker is only a recommendation of the package; the link it brings names the version it wants.
    if [[ ! -x /usr/bin/rust-lld ]]; then
        linker=$(readlink /usr/bin/rust-lld) || linker=''
        [[ $linker =~ ([0-9]+) ]] || { kiosk_stop "the package rust-web-llvm brought no link to a linker (/usr/bin/rust-lld)."; return 1; }
        kiosk_install "its linker" "lld-${BASH_REMATCH[1]}" || return 1
    fi
    kiosk_fits /usr/bin/rustc || kiosk_build_library || return 1
    kiosk_use_debian || kiosk_stop "Debian's Rust is installed, but does not answer as expected: look at /usr/bin/rustc and /usr/bin/rust-lld."
}

# Builds the standard library for wasm32 out of the package's own sources and puts it where rustc looks.
kiosk_build_library() {
    local scratch library built
    library=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$kiosk_wasm/lib || return 1
    scratch=$(mktemp -d) || return 1
    kiosk_say "Building the $kiosk_wasm standard library, once (about a minute)"
    mkdir -p "$scratch/empty/src" "$scratch/lib"
    printf '[package]\nname = "empty"\nedition = "2024"\n\n[workspace]\n' >"$scratch/empty/Cargo.toml"
    : >"$scratch/empty/src/lib.rs"
    if ! (
        cd "$scratch/empty" && unset RUSTC RUSTFLAGS RUSTUP_TOOLCHAIN &&
            PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 timeout 900 /usr/bin/cargo build --quiet --release \
                -Zbuild-std=std,panic_abort --target "$kiosk_wasm" --target-dir "$scratch/target" </dev/null
    ); then
        rm -rf "$scratch"
        kiosk_stop "the $kiosk_wasm standard library could not be built; the reason stands above."
        return 1
    fi
    for built in "$scratch/target/$kiosk_wasm/release/deps/"lib*.rlib; do
        [[ $built == */libempty-* ]] || cp "$built" "$scratch/lib/"
    done
    /usr/bin/rustc -V >"$scratch/lib/built-by"
    chmod -R a+rX "$scratch/lib"
    if ! { kiosk_as_root rm -rf "$library" && kiosk_as_root mkdir -p "$library" &&
        kiosk_as_root cp -r "$scratch/lib/." "$library/"; }; then
        rm -rf "$scratch"
        kiosk_stop "the $kiosk_wasm standard library could not be put into $library."
        return 1
    fi
    rm -rf "$scratch"
}

kiosk_compiler_of_c() {
    kiosk_has cc || kiosk_install "a C compiler, for SQLite and the cryptography" gcc libc6-dev
}

# --- Tools of the gate ------------------------------------------------------------------------------

kiosk_test_tools() {
    local missing=()
    kiosk_lints || return 1
    kiosk_has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    kiosk_has zbarimg || missing+=(zbar-tools)
    kiosk_node_fits || kiosk_use_npms_node || { kiosk_has node && kiosk_has npm; } || missing+=(nodejs npm)
    if ! kiosk_find_chromium; then
        # Ubuntu's only Chromium is a snap: there Playwright fetches its own browser below.
        kiosk_refresh_lists chromium || return 1
        [[ -z "$(kiosk_candidate chromium)" ]] || missing+=(chromium fonts-liberation)
    fi
    # Ubuntu's Firefox is a snap, which no test can drive: where there is no package, its stories are left out.
    kiosk_misses_if_offered "${FIREFOX:-firefox-esr}" firefox-esr || return 1
    kiosk_misses_if_offered WebKitWebDriver webkit2gtk-driver || return 1
    kiosk_misses_if_offered Xvfb xvfb || return 1
    if ((${#missing[@]})); then
        kiosk_install "for the tests, about a minute" "${missing[@]}" || return 1
    fi
    kiosk_node_fits || kiosk_ask_npm_for_node || {
        kiosk_stop "node $kiosk_node_floor or newer is needed for the tests in a browser, and the one in PATH is $(node --version 2>/dev/null || echo missing); install it from nodejs.org."
        return 1
    }
    kiosk_npm_packages || return 1
    kiosk_find_chromium || kiosk_fetch_chromium
}

# kiosk_misses_if_offered PROGRAM PACKAGE: adds the package to `missing` where apt has it and the program is not there.
kiosk_misses_if_offered() {
    kiosk_has "$1" && return
    kiosk_has apt-get || return 0
    kiosk_refresh_lists "$2" || return 1
    [[ -z "$(kiosk_candidate "$2")" ]] || missing+=("$2")
}

kiosk_lints() {
    cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 && return
    if [[ "$(command -v cargo)" == /usr/bin/cargo ]]; then
        kiosk_install "the lints and the formatter" rust-web-clippy rustfmt-web
    elif kiosk_has rustup; then
        kiosk_say "Adding clippy and rustfmt with rustup (20 MB, under a minute)"
        timeout 120 rustup component add clippy rustfmt </dev/null >&2 || kiosk_stop "rustup could not fetch clippy and rustfmt."
    else
        kiosk_stop "clippy and rustfmt are needed: install them beside $(command -v cargo)."
    fi
}

kiosk_node_fits() {
    local version
    kiosk_has npm && version=$(node --version 2>/dev/null) && kiosk_at_least "${version#v}" "$kiosk_node_floor"
}

# A node that an earlier run of kiosk_ask_npm_for_node fetched.
kiosk_use_npms_node() {
    local modules=${CARGO_TARGET_DIR:-$PWD/target}/node/node_modules
    [[ -x $modules/.bin/npm ]] || return 1
    # npm's own scripts come first: a distribution's npm runs with the distribution's node alone.
    PATH=$modules/.bin:$(dirname "$(compgen -G "$modules/node-linux-*/bin/node")"):$PATH
    export PATH
    kiosk_node_fits
}

# Debian 12 has node 18. npm has newer ones as packages: fetched into the target folder, seen by nobody else.
kiosk_ask_npm_for_node() {
    local arch
    case "$(uname -m)" in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) return 1 ;;
    esac
    kiosk_has npm || return 1
    kiosk_say "Fetching node 22 from npm into the target folder (50 MB, under a minute)"
    timeout 300 npm install --no-audit --no-fund --prefix "${CARGO_TARGET_DIR:-$PWD/target}/node" \
        "node-linux-$arch@22" npm@10 </dev/null >&2 || return 1
    kiosk_use_npms_node
}

# Sets CHROMIUM, the browser that the tests drive.
kiosk_find_chromium() {
    local name
    for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
        # Ubuntu's chromium-browser is a shell script that only recommends a snap.
        if kiosk_has "$name" && [[ $name != chromium-browser || -x /snap/bin/chromium ]]; then
            CHROMIUM=$(command -v "$name")
            export CHROMIUM
            return
        fi
    done
    return 1
}

kiosk_npm_packages() {
    [[ -f end2end/package-lock.json ]] || return 0
    [[ end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]] && return
    kiosk_say "Installing the npm packages of end2end/ (under a minute)"
    (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 timeout 300 npm ci --no-audit --no-fund </dev/null >&2) ||
        { kiosk_stop "the npm packages of end2end/ could not be installed; the reason stands above."; return 1; }
    touch end2end/node_modules/.package-lock.json
}

# Playwright's own browser, where the distribution has none.
kiosk_fetch_chromium() {
    local own='process.stdout.write(require("@playwright/test").chromium.executablePath())'
    CHROMIUM=$(cd end2end && node -e "$own") || return 1
    export CHROMIUM
    [[ -x $CHROMIUM ]] && return
    kiosk_say "Fetching Playwright's Chromium (170 MB, about a minute)"
    (cd end2end && timeout 300 npx --no-install playwright install chromium </dev/null >&2) ||
        kiosk_stop "no Chromium was found and none could be fetched; install one and name it in CHROMIUM."
}

# --- Packages of the distribution -------------------------------------------------------------------

kiosk_as_root() {
    if ((EUID == 0)); then
        "$@"
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# kiosk_may_install PACKAGE...: stops with their names where this person cannot install them.
kiosk_may_install() {
    if ! kiosk_has apt-get; then
        kiosk_stop "this needs ${*}, under whatever names your system has for them (there is no apt here)."
    elif ((EUID != 0)) && ! kiosk_has sudo; then
        kiosk_stop "these packages are needed, and only root can install them: $*"
    elif ((EUID != 0)) && [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; then
        kiosk_stop "these packages are needed, and sudo wants a password: sudo apt-get install $*"
    fi
}

# kiosk_refresh_lists PACKAGE...: once a run, before looking for these.
kiosk_refresh_lists() {
    [[ $kiosk_lists_fresh == no ]] || return 0
    kiosk_may_install "$@" || return 1
    kiosk_say "Refreshing the package lists (seconds)"
    kiosk_as_root timeout 120 apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 update >&2 ||
        kiosk_say "The package lists could not be refreshed; going on with those at hand"
    kiosk_lists_fresh=yes
}

# kiosk_candidate PACKAGE: the version apt would install, without epoch and revision; nothing if none.
kiosk_candidate() {
    local version
    version=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ { print $2 }')
    version=${version#*:}
    [[ $version == '(none)' ]] || printf '%s' "${version%%[+~-]*}"
}

# kiosk_install WHAT_FOR PACKAGE...
kiosk_install() {
    local what_for=$1 package log wanted=()
    shift
    for package in "$@"; do
        [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || wanted+=("$package")
    done
    ((${#wanted[@]})) || return 0
    kiosk_may_install "${wanted[@]}" || return 1
    kiosk_refresh_lists "${wanted[@]}" || return 1
    log=$(mktemp) || return 1
    kiosk_say "Installing ${wanted[*]} ($what_for)"
    # --no-remove: somebody's own packages are never taken away for ours.
    if ! kiosk_as_root timeout 900 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        --no-remove -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "${wanted[@]}" >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        kiosk_stop "apt could not install ${wanted[*]}; its last words stand above."
        return 1
    fi
    rm -f "$log"
}
