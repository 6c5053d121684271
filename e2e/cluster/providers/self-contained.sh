# shellcheck shell=bash
# A whole Kubernetes on this machine: control plane and node in a box of namespaces, joined to the host by a bridge.

SELF_CONTAINED_DIR=$CLUSTER_DIR/providers/self-contained
for part in settings packages box network certificates control-plane node addons cleanup; do
  # shellcheck source=/dev/null
  . "$SELF_CONTAINED_DIR/$part.sh"
done

provider_check() {
  [ "$(id -u)" -eq 0 ] || die "the self-contained cluster makes network namespaces, mounts and cgroups: run as root, or set CLUSTER=current to use the cluster of your kubectl context"
  [ "$(uname -s)" = Linux ] || die "the self-contained cluster needs Linux: set CLUSTER=current"
  packages_available
}

provider_prepare() {
  provider_check
  fill_cache
  say "ready to bring a cluster up: packages are installed, binaries are in $CACHE_DIR/bin"
}

fill_cache() {
  install_packages
  build_tools kube-apiserver kube-controller-manager kube-proxy kube-scheduler kubelet kubectl coredns
  step "make the pause image" "$CACHE_DIR/log/images.log" pause_image
}

provider_up() {
  local started=$EPOCHREALTIME
  provider_check
  own_the_machine
  if healthy; then
    say "the cluster is already up and healthy: $KUBECONFIG_FILE"
    return
  fi
  if has_remains; then step "remove what an earlier run left" "$CACHE_DIR/log/cleanup.log" remove_everything; fi
  fill_cache
  mkdir -p "$STATE_DIR" "$LOG_DIR" "$PID_DIR" "$RUN_DIR"
  printf '%s\n' "$STATE_DIR" >"$RUN_DIR/state-dir"
  step "make the certificates" "$LOG_DIR/certificates.log" make_certificates
  step "open the box: namespaces, network, cgroups" "$LOG_DIR/box.log" open_box "$NODE" "$NODE_ADDRESS"
  step "start etcd and the API server" "$LOG_DIR/start.log" start_api_server
  step "start controllers, scheduler, container runtime, kubelet, DNS" "$LOG_DIR/start.log" start_the_rest
  step "add DNS, storage class and volumes" "$LOG_DIR/addons.log" apply_addons
  step "wait for the node" "$LOG_DIR/start.log" wait_for_node
  say "cluster up after $(seconds_since "$started") s: export KUBECONFIG=$KUBECONFIG_FILE"
}

provider_down() {
  local started=$EPOCHREALTIME
  if ! has_remains; then
    say "no cluster here"
    return
  fi
  [ "$(id -u)" -eq 0 ] || die "removing the cluster needs root"
  if cluster_of_others; then
    rm -rf "$STATE_DIR" # files only: what runs is the other's
    say "no cluster here; the one that runs has its state in $(owner)"
    return
  fi
  own_the_machine
  remove_everything
  say "cluster removed in $(seconds_since "$started") s"
}

provider_load() {
  local archive
  cluster_alive || die "no cluster is up: run 'cluster up' first"
  for archive in "$@"; do
    [ -r "$archive" ] || die "cannot read the image archive $archive"
    image_known "$archive" || step "load $(basename "$archive")" "$LOG_DIR/images.log" import_image "$archive"
  done
}

provider_kubeconfig() { printf '%s\n' "$KUBECONFIG_FILE"; }

provider_status() {
  local component
  if ! cluster_alive; then
    say "down"
    return 1
  fi
  for component in "$PID_DIR"/*; do
    component=$(basename "$component")
    if component_alive "$component"; then say "  $component runs"; else say "  $component is dead: cluster logs $component"; fi
  done
  kubectl get nodes -o wide >&2 || true
  if healthy; then
    say "up and healthy: $KUBECONFIG_FILE"
  else
    say "not healthy: 'cluster up' starts it afresh"
    return 1
  fi
}

provider_logs() {
  if [ $# -gt 0 ]; then
    [ -f "$LOG_DIR/$1.log" ] || die "no log of '$1': there are $(find "$LOG_DIR" -name '*.log' -printf '%f ' 2>/dev/null)"
    cat "$LOG_DIR/$1.log"
  else
    tail -n 20 "$LOG_DIR"/*.log
  fi
}

# healthy: every component runs, the API server is ready, the node is Ready
healthy() {
  cluster_alive || return 1
  local component
  for component in "${COMPONENTS[@]}"; do component_alive "$component" || return 1; done
  api_ready && node_ready
}

kubectl() { "$(tool_path kubectl)" --kubeconfig "$KUBECONFIG_FILE" "$@"; }
