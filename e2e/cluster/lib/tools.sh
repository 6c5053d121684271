# shellcheck shell=bash
# The Go tools: each folder in tools/ is a go.mod that names them by `tool` lines. A binary is built when first asked
# for and kept in the cache under the hash of everything that shapes it.

# tool_path NAME: prints the path of the binary, building it when the cache has none. No root, no cluster needed.
tool_path() {
  build_tools "$1"
  binary_path "$1"
}

# build_tools NAME...: fills the cache with those missing, one `go build` per module
build_tools() {
  local name module missing
  local -A by_module=()
  for name in "$@"; do
    module=$(tool_module "$name")
    [ -x "$(binary_path "$name")" ] || by_module[$module]+=" $name"
  done
  for module in "${!by_module[@]}"; do
    read -ra missing <<<"${by_module[$module]}"
    step "build ${missing[*]} (once)" "$CACHE_DIR/log/build-$module.log" go_build "$module" "${missing[@]}"
  done
}

binary_path() {
  local module
  module=$(tool_module "$1")
  printf '%s/bin/%s-%s-%s/%s\n' "$CACHE_DIR" "$module" "$(module_version "$module")" "$(module_hash "$module")" "$1"
}

# tool_module NAME: the folder in tools/ whose go.mod has the tool
tool_module() {
  local file
  for file in "$CLUSTER_DIR"/tools/*/go.mod; do
    if [ -n "$(tool_package "$file" "$1")" ]; then
      basename "$(dirname "$file")"
      return
    fi
  done
  die "no tool '$1': there are $(tool_packages "$CLUSTER_DIR"/tools/*/go.mod | sed 's#.*/##' | sort | paste -sd ' ')"
}

# tool_package GO_MOD NAME: the package path that builds the tool NAME
tool_package() { tool_packages "$1" | grep -E "/$2(/v[0-9]+)?\$" || true; }

# tool_packages GO_MOD...: the package paths of the `tool` lines
tool_packages() {
  awk '$1 == "tool" && NF == 2 && $2 != "(" { print $2 }
       $1 == "tool" && $2 == "(" { block = 1; next }
       block && $1 == ")" { block = 0 }
       block { print $1 }' "$@"
}

# module_version MODULE: the version of the Go module that holds the tools
module_version() {
  local file=$CLUSTER_DIR/tools/$1/go.mod package
  read -r package < <(tool_packages "$file")
  awk -v package="$package" '{ name = $1 == "require" ? $2 : $1; version = $1 == "require" ? $3 : $2 }
       version ~ /^v[0-9]/ && (package == name || index(package, name "/") == 1) { print version; exit }' "$file"
}

module_hash() {
  local folder=$CLUSTER_DIR/tools/$1
  cat "$folder/go.mod" "$folder/go.sum" "$folder/ldflags" "$CLUSTER_DIR/lib/go-build.sh" | sha256sum | cut -c1-12
}

# need_go: Go 1.21 or newer, which fetches the version that a go.mod asks for (GOTOOLCHAIN) when it is itself older
need_go() {
  local version
  need_command go golang-go
  version=$(go env GOVERSION)
  [ "$(printf '%s\n' go1.21 "$version" | sort -V | head -n 1)" = go1.21 ] ||
    die "$(command -v go) is $version: building the cluster's binaries needs Go 1.24 (Debian 13 has it, Debian 12 in bookworm-backports)"
}
