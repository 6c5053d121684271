# shellcheck shell=bash
# How the Go tools are compiled; a change here compiles them afresh (see module_hash).

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
    [ -x "$destination/$name" ] || packages+=("$(tool_package "$folder/go.mod" "$name")")
  done
  [ "${#packages[@]}" -gt 0 ] || return 0
  flags="-s -w $(sed "s/@VERSION@/$(module_version "$module")/" "$folder/ldflags" | paste -sd ' ')"
  rm -rf "$destination/.new"
  mkdir "$destination/.new"
  CGO_ENABLED=0 nice go -C "$folder" build -trimpath -buildvcs=false -ldflags "$flags" -o "$destination/.new/" "${packages[@]}"
  mv "$destination"/.new/* "$destination/"
  rmdir "$destination/.new"
}
