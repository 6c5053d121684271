# shellcheck shell=bash
# A node: container runtime, kubelet, kube-proxy. What is written for it lies in a folder of its name.

start_nodes() {
  local node
  for node in $(nodes); do start_node "$node"; done
}

# start_node NODE
start_node() {
  local node=$1 config=$CONFIG_DIR/$1
  mkdir -p "$config"
  write_containerd_config "$config"
  write_cni_config "$config" "$(node_pod_range "$node")"
  write_kubelet_config "$config" "$node"
  write_kube_proxy_config "$config" "$node"
  box_start "$node" containerd containerd --config "$config/containerd.toml"
  wait_until 60 box_run "$node" ctr version || component_failed "$node" containerd
  import_image "$node" "$(pause_image)"
  box_start "$node" kubelet "$(binary_path kubelet)" --config "$config/kubelet.yaml" \
    --kubeconfig "$CONFIG_DIR/$node.kubeconfig" --hostname-override "$node" --node-ip "$(node_address "$node")"
  box_start "$node" kube-proxy "$(binary_path kube-proxy)" --config "$config/kube-proxy.yaml"
}

# import_images ARCHIVE NODE...: into all of them at once
import_images() {
  local archive=$1 node imports=() import
  shift
  for node in "$@"; do
    import_image "$node" "$archive" &
    imports+=($!)
  done
  for import in "${imports[@]}"; do wait "$import"; done
}

# import_image NODE ARCHIVE
import_image() { box_run "$1" ctr --namespace k8s.io images import - <"$2"; }

# image_known NODE ARCHIVE: the node has this very image under its name (told by the digest in an OCI archive)
image_known() {
  local name digest
  read -r name digest < <(
    tar -xOf "$2" --occurrence=1 index.json 2>/dev/null |
      jq -r '.manifests[0] | "\(.annotations["io.containerd.image.name"] // "-") \(.digest)"'
  ) || return 1
  [ "$(box_run "$1" ctr --namespace k8s.io images list "name==$name" | awk -v name="$name" '$1 == name { print $3 }')" = "$digest" ]
}

pause_image() { "$CLUSTER_DIR/images/pause/build"; }

# node_ready NODE
node_ready() {
  [ "$(kubectl --request-timeout=5s get node "$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = True ]
}

# pods are accepted once the default ServiceAccount exists
wait_for_nodes() {
  local node
  for node in $(nodes); do wait_until 120 node_ready "$node" || component_failed "$node" kubelet; done
  wait_until 60 kubectl --namespace default get serviceaccount default ||
    component_failed "$CONTROL_PLANE" kube-controller-manager
  wait_until 60 box_run "$CONTROL_PLANE" curl -sf http://127.0.0.1:8181/ready || component_failed "$CONTROL_PLANE" coredns
}

# restrict_oom_score_adj: without CAP_SYS_RESOURCE runc may not lower a process's score, and the container fails with
# "can't get final child's PID from pipe: EOF".
write_containerd_config() {
  local config=$1 snapshotter=overlayfs
  [ "$(stat -f -c %T "$STATE_DIR")" != overlayfs ] || snapshotter=native # no overlay upon overlay
  cat >"$config/containerd.toml" <<END
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/memory-system/pause:1"
  restrict_oom_score_adj = true
  disable_apparmor = $([ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] && echo false || echo true)
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$snapshotter"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_dir)"
    conf_dir = "$config/cni"
END
}

# ptp rather than bridge: every packet is routed, so replies to a service's address pass conntrack also between two
# pods of one node, with or without br_netfilter.
write_cni_config() {
  local config=$1 range=$2
  mkdir -p "$config/cni"
  cat >"$config/cni/10-pods.conflist" <<END
{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "mtu": 1500,
      "ipam": {
        "type": "host-local",
        "ranges": [[{"subnet": "$range"}]],
        "routes": [{"dst": "0.0.0.0/0"}],
        "dataDir": "/var/lib/cni/networks"
      }
    }
  ]
}
END
}

# Images are imported, not pulled: the kubelet must not collect them. oomScoreAdj: see containerd.
write_kubelet_config() {
  local config=$1 node=$2
  : >"$config/resolv.conf"
  cat >"$config/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $CERTIFICATES_DIR/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $CERTIFICATES_DIR/$node-serving.crt
tlsPrivateKeyFile: $CERTIFICATES_DIR/$node-serving.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP/$node
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
clusterDomain: cluster.local
clusterDNS: [$DNS_SERVICE_ADDRESS]
resolvConf: $config/resolv.conf
volumePluginDir: /var/lib/kubelet/volume-plugins
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 100Mi, nodefs.available: 500Mi, imagefs.available: 500Mi}
END
}

# conntrack: its limits belong to the machine's first network namespace and cannot be set from here
write_kube_proxy_config() {
  local config=$1 node=$2
  cat >"$config/kube-proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $CONFIG_DIR/kube-proxy.kubeconfig}
hostnameOverride: $node
bindAddress: $(node_address "$node")
mode: iptables
clusterCIDR: $POD_RANGE
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END
}
