# shellcheck shell=bash
# The OCI image layout (image-spec 1.0), with the manifest.json that older `docker load` wants beside it.

# write_layout LAYOUT NAME ARCH SETTINGS BASE_DIR FILES: BASE_DIR is empty for an image from scratch
write_layout() {
  local layout=$1 name=$2 arch=$3 settings=$4 base_dir=$5 files=$6 blobs=$1/blobs/sha256
  local base_config='{}' diff_ids=() layers=() config manifest digest
  mkdir -p "$blobs"
  if [ -n "$base_dir" ]; then
    base_config=$(cat "$base_dir/config.json")
    digest=$(sha256sum "$base_dir/layer.tar.gz" | cut -d ' ' -f 1)
    ln "$base_dir/layer.tar.gz" "$blobs/$digest" 2>/dev/null || cp "$base_dir/layer.tar.gz" "$blobs/$digest"
    diff_ids+=("sha256:$(cat "$base_dir/diff-id")")
    layers+=("$(descriptor "$blobs/$digest" application/vnd.oci.image.layer.v1.tar+gzip)")
  fi
  # the same files give the same bytes: sorted, dated 1970, owned by root, readable by everyone
  tar -C "$files" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w \
    --transform='s,^\./,,' -cf "$layout/layer" .
  digest=$(sha256sum "$layout/layer" | cut -d ' ' -f 1)
  mv "$layout/layer" "$blobs/$digest"
  diff_ids+=("sha256:$digest")
  layers+=("$(descriptor "$blobs/$digest" application/vnd.oci.image.layer.v1.tar)")

  config=$(jq -cn --arg arch "$arch" --argjson base "$base_config" --argjson own "$settings" \
    --argjson diff_ids "$(json_list "${diff_ids[@]}")" \
    '{created: "1970-01-01T00:00:00Z", architecture: $arch, os: "linux",
      config: ($base + $own + {Env: (($base.Env // []) + ($own.Env // []))}),
      rootfs: {type: "layers", diff_ids: $diff_ids}}')
  config=$(add_blob "$blobs" "$config")
  manifest=$(jq -cn --argjson config "$(descriptor "$blobs/$config" application/vnd.oci.image.config.v1+json)" \
    --argjson layers "$(printf '%s\n' "${layers[@]}" | jq -cs .)" \
    '{schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config: $config, layers: $layers}')
  manifest=$(add_blob "$blobs" "$manifest")

  printf '{"imageLayoutVersion":"1.0.0"}\n' >"$layout/oci-layout"
  jq -cn --arg name "$name" --arg arch "$arch" \
    --argjson manifest "$(descriptor "$blobs/$manifest" application/vnd.oci.image.manifest.v1+json)" \
    '{schemaVersion: 2, manifests: [$manifest + {
        annotations: {"io.containerd.image.name": $name, "org.opencontainers.image.ref.name": ($name | split(":") | last)},
        platform: {architecture: $arch, os: "linux"}}]}' >"$layout/index.json"
  jq -cn --arg name "${name#docker.io/}" --arg config "blobs/sha256/$config" --argjson layers "$(printf '%s\n' "${layers[@]}" | jq -cs .)" \
    '[{Config: $config, RepoTags: [$name], Layers: ($layers | map("blobs/sha256/" + (.digest | sub("sha256:"; ""))))}]' >"$layout/manifest.json"
}

# add_blob FOLDER TEXT: prints the digest without its prefix
add_blob() {
  local digest
  digest=$(printf '%s' "$2" | sha256sum | cut -d ' ' -f 1)
  printf '%s' "$2" >"$1/$digest"
  printf '%s\n' "$digest"
}

# descriptor FILE MEDIA_TYPE: FILE is named by its digest
descriptor() {
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}\n' "$2" "$(basename "$1")" "$(stat -c %s "$1")"
}

json_list() { jq -cn '$ARGS.positional' --args -- "$@"; }
