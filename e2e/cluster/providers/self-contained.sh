# shellcheck shell=bash
# A whole Kubernetes on this machine: each node in a box of namespaces, joined to each other and to the host.

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
  wanted_nodes >/dev/null
  own_the_machine
  if healthy; then
    say "the cluster is already up and healthy, with $(nodes | paste -sd ' '): $KUBECONFIG_FILE"
    return
  fi
  if has_remains; then step "remove what an earlier run left" "$CACHE_DIR/log/cleanup.log" remove_everything; fi
  fill_cache
  mkdir -p "$STATE_DIR" "$LOG_DIR" "$PID_DIR" "$RUN_DIR"
  printf '%s\n' "$STATE_DIR" >"$RUN_DIR/state-dir"
  wanted_nodes >"$RUN_DIR/nodes"
  step "make the certificates" "$LOG_DIR/certificates.log" make_certificates
  step "open a box for each node: namespaces, network, cgroups" "$LOG_DIR/box.log" open_boxes
  step "start etcd and the API server" "$LOG_DIR/start.log" start_api_server
  step "start controllers, scheduler, DNS" "$LOG_DIR/start.log" start_controllers
  step "start container runtime, kubelet and kube-proxy of each node" "$LOG_DIR/start.log" start_nodes
  step "add DNS, storage class and volumes" "$LOG_DIR/addons.log" apply_addons
  step "wait for the nodes" "$LOG_DIR/start.log" wait_for_nodes
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
  local archive node missing
  cluster_alive || die "no cluster is up: run 'cluster up' first"
  for archive in "$@"; do
    [ -r "$archive" ] || die "cannot read the image archive $archive"
    missing=()
    for node in $(nodes); do image_known "$node" "$archive" || missing+=("$node"); done
    [ "${#missing[@]}" -eq 0 ] ||
      step "load $(basename "$archive")" "$LOG_DIR/images.log" import_images "$archive" "${missing[@]}"
  done
}

provider_kubeconfig() { printf '%s\n' "$KUBECONFIG_FILE"; }

provider_status() {
  local node component
  if cluster_of_others || ! any_box_alive; then
    say "down"
    return 1
  fi
  while read -r node component; do
    if component_alive "$node" "$component"; then
      say "  $component of $node runs"
    else
      say "  $component of $node is dead: cluster logs $component"
    fi
  done < <(components)
  kubectl get nodes -o wide >&2 || true
  if healthy; then
    say "up and healthy: $KUBECONFIG_FILE"
  else
    say "not healthy: 'cluster up' starts it afresh"
    return 1
  fi
}

provider_logs() {
  local logs
  if [ $# -gt 0 ]; then
    mapfile -t logs < <(find "$LOG_DIR" -name "$1.log" 2>/dev/null | sort)
    [ "${#logs[@]}" -gt 0 ] || die "no log of '$1': there are $(find "$LOG_DIR" -name '*.log' -printf '%f\n' 2>/dev/null | sort -u | paste -sd ' ')"
    tail -n +1 "${logs[@]}"
  else
    find "$LOG_DIR" -name '*.log' | sort | xargs tail -n 20
  fi
}

# healthy: every component runs, the API server is ready, the nodes are Ready
healthy() {
  cluster_alive || return 1
  local node component
  while read -r node component; do component_alive "$node" "$component" || return 1; done < <(components)
  api_ready || return 1
  for node in $(nodes); do node_ready "$node" || return 1; done
}

# components: a line "NODE COMPONENT" for each
components() {
  local node
  printf "$CONTROL_PLANE %s\n" "${CONTROL_COMPONENTS[@]}"
  for node in $(nodes); do printf "$node %s\n" "${NODE_COMPONENTS[@]}"; done
}

kubectl() { "$(tool_path kubectl)" --kubeconfig "$KUBECONFIG_FILE" "$@"; }
