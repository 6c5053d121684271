# shellcheck shell=bash
# Base images: images/bases/NAME has `rootfs FILE ARCH`, which writes a tar of the root file system, and config.json,
# the image settings that come with it. Each is made once and kept in the cache as a compressed layer.

bases() { find "$IMAGES_DIR/bases" -mindepth 1 -maxdepth 1 -type d -printf '%f ' | sort; }

# base_path NAME ARCH: the folder in the cache with layer.tar.gz, diff-id, config.json; made when it is not there
base_path() {
  local dir work
  dir=$CACHE_DIR/images/base-$1-$2-$(base_hash "$1")
  if [ ! -d "$dir" ]; then
    mkdir -p "$CACHE_DIR/images"
    exec 8>"$CACHE_DIR/images/.lock"
    flock 8
    if [ ! -d "$dir" ]; then
      need_command mmdebstrap mmdebstrap
      work=$(mktemp -d "$dir.XXXXXX")
      "$IMAGES_DIR/bases/$1/rootfs" "$work/layer.tar" "$2" >&2
      sha256sum "$work/layer.tar" | cut -d ' ' -f 1 >"$work/diff-id"
      gzip -n "$work/layer.tar"
      cp "$IMAGES_DIR/bases/$1/config.json" "$work/"
      mv "$work" "$dir"
    fi
  fi
  printf '%s\n' "$dir"
}

base_hash() {
  [ -d "$IMAGES_DIR/bases/$1" ] || die "no base image '$1': there are scratch $(bases)"
  cat "$IMAGES_DIR/bases/$1"/* | sha256sum | cut -c1-12
}

machine_arch() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) die "no images for $(uname -m): amd64 and arm64 only" ;;
  esac
}
