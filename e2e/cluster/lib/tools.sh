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
    if tool_packages "$file" | grep -qE "/$1(/v[0-9]+)?\$"; then
      basename "$(dirname "$file")"
      return
    fi
  done
  die "no tool '$1': there are $(tool_packages "$CLUSTER_DIR"/tools/*/go.mod | sed 's#.*/##' | sort | paste -sd ' ')"
}

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
  package=$(tool_packages "$file" | head -n 1)
  awk -v package="$package" '{ name = $1 == "require" ? $2 : $1; version = $1 == "require" ? $3 : $2 }
       version ~ /^v[0-9]/ && (package == name || index(package, name "/") == 1) { print version; exit }' "$file"
}

module_hash() {
  local folder=$CLUSTER_DIR/tools/$1
  cat "$folder/go.mod" "$folder/go.sum" "$folder/ldflags" "$CLUSTER_DIR/lib/tools.sh" | sha256sum | cut -c1-12
}

# go_build MODULE NAME...: builds into a folder beside the destination, so that a binary in the cache is always whole
go_build() {
  local module=$1 folder=$CLUSTER_DIR/tools/$1 destination name flags packages=()
  shift
  need_go
  destination=$(dirname "$(binary_path "$1")")
  mkdir -p "$destination"
  exec 8>"$destination/.lock"
  flock 8
  for name in "$@"; do
    [ -x "$destination/$name" ] || packages+=("$(tool_packages "$folder/go.mod" | grep -E "/$name(/v[0-9]+)?\$")")
  done
  [ "${#packages[@]}" -gt 0 ] || return 0
  flags="-s -w $(sed "s/@VERSION@/$(module_version "$module")/" "$folder/ldflags" | paste -sd ' ')"
  rm -rf "$destination/.new"
  mkdir "$destination/.new"
  CGO_ENABLED=0 nice go -C "$folder" build -trimpath -buildvcs=false -ldflags "$flags" -o "$destination/.new/" "${packages[@]}"
  mv "$destination"/.new/* "$destination/"
  rmdir "$destination/.new"
}

need_go() {
  command -v go >/dev/null || die "Go is needed to build the cluster's binaries: install Go 1.24 or newer (Debian 13: apt-get install golang-go)"
}
