# shellcheck shell=bash
# The cluster that kubectl's current context points at: somebody else's, so nothing here starts or stops it.

provider_check() {
  current_reachable || die "the current kubectl context is not reachable: kubectl cluster-info says why"
}

provider_prepare() { tool_path kubectl >/dev/null; }

provider_up() {
  provider_check
  say "using the current context: $(current_kubectl config current-context), $(current_kubectl version -o json | grep -o '"gitVersion": "[^"]*"' | tail -n 1 | cut -d '"' -f 4)"
}

provider_down() { say "the current context's cluster is left as it is"; }

provider_load() {
  local archive
  if [ -z "${CLUSTER_LOAD_COMMAND:-}" ]; then
    say "The nodes of the current context cannot be reached from here, so images must get there by your own means:"
    say "  kind      CLUSTER_LOAD_COMMAND='kind load image-archive'"
    say "  minikube  CLUSTER_LOAD_COMMAND='minikube image load'"
    say "  k3s       CLUSTER_LOAD_COMMAND='k3s ctr images import'   (on the node)"
    say "  others    push these to a registry the nodes can pull from, and set the chart's image values:"
    for archive in "$@"; do say "            $archive"; done
    die "set CLUSTER_LOAD_COMMAND; it is run once for each archive, with the archive's path appended"
  fi
  for archive in "$@"; do
    step "load $(basename "$archive")" "$CACHE_DIR/log/load.log" bash -c "$CLUSTER_LOAD_COMMAND \"\$1\"" load "$archive"
  done
}

provider_kubeconfig() { printf '%s\n' "${KUBECONFIG:-$HOME/.kube/config}"; }

provider_status() {
  provider_check
  current_kubectl get nodes
}

provider_logs() { die "the logs of the current context's cluster are kept by whoever runs it"; }

current_kubectl() { "$(tool_path kubectl)" "$@"; }

current_reachable() { current_kubectl --request-timeout=10s get --raw /readyz >/dev/null; }
