# shellcheck shell=bash
# The node: container runtime, kubelet, kube-proxy.

start_node() {
  write_containerd_config
  write_cni_config
  write_kubelet_config
  write_kube_proxy_config
  box_start "$NODE" containerd containerd --config "$CONFIG_DIR/containerd.toml"
  wait_until 60 box_run "$NODE" ctr version || component_failed containerd
  import_image "$(pause_image)"
  box_start "$NODE" kubelet "$(binary_path kubelet)" --config "$CONFIG_DIR/kubelet.yaml" \
    --kubeconfig "$CONFIG_DIR/kubelet.kubeconfig" --hostname-override "$NODE" --node-ip "$NODE_ADDRESS"
  box_start "$NODE" kube-proxy "$(binary_path kube-proxy)" --config "$CONFIG_DIR/kube-proxy.yaml"
}

import_image() { box_run "$NODE" ctr --namespace k8s.io images import - <"$1"; }

# image_known ARCHIVE: the node has this very image under its name (told by the digest in an OCI archive)
image_known() {
  local name digest
  read -r name digest < <(
    tar -xOf "$1" --occurrence=1 index.json 2>/dev/null |
      jq -r '.manifests[0] | "\(.annotations["io.containerd.image.name"] // "-") \(.digest)"'
  ) || return 1
  [ "$(box_run "$NODE" ctr --namespace k8s.io images list "name==$name" | awk -v name="$name" '$1 == name { print $3 }')" = "$digest" ]
}

pause_image() { "$CLUSTER_DIR/images/pause/build"; }

node_ready() {
  [ "$(kubectl --request-timeout=5s get node "$NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = True ]
}

# pods are accepted once the default ServiceAccount exists
wait_for_node() {
  wait_until 120 node_ready || component_failed kubelet
  wait_until 60 kubectl --namespace default get serviceaccount default || component_failed kube-controller-manager
  wait_until 60 box_run "$NODE" curl -sf http://127.0.0.1:8181/ready || component_failed coredns
}

# restrict_oom_score_adj: without CAP_SYS_RESOURCE runc may not lower a process's score, and the container fails with
# "can't get final child's PID from pipe: EOF".
write_containerd_config() {
  local snapshotter=overlayfs
  [ "$(stat -f -c %T "$STATE_DIR")" != overlayfs ] || snapshotter=native # no overlay upon overlay
  cat >"$CONFIG_DIR/containerd.toml" <<END
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
    conf_dir = "$CONFIG_DIR/cni"
END
}

# ptp rather than bridge: every packet is routed, so replies to a service's address pass conntrack also between two
# pods of one node, with or without br_netfilter.
write_cni_config() {
  mkdir -p "$CONFIG_DIR/cni"
  cat >"$CONFIG_DIR/cni/10-pods.conflist" <<END
{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "mtu": 1500,
      "ipam": {
        "type": "host-local",
        "ranges": [[{"subnet": "$NODE_POD_RANGE"}]],
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
  : >"$CONFIG_DIR/resolv.conf"
  cat >"$CONFIG_DIR/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $CERTIFICATES_DIR/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $CERTIFICATES_DIR/kubelet-serving.crt
tlsPrivateKeyFile: $CERTIFICATES_DIR/kubelet-serving.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP/$NODE
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
clusterDomain: cluster.local
clusterDNS: [$DNS_SERVICE_ADDRESS]
resolvConf: $CONFIG_DIR/resolv.conf
volumePluginDir: /var/lib/kubelet/volume-plugins
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 100Mi, nodefs.available: 500Mi, imagefs.available: 500Mi}
END
}

# conntrack: its limits belong to the machine's first network namespace and cannot be set from here
write_kube_proxy_config() {
  cat >"$CONFIG_DIR/kube-proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $CONFIG_DIR/kube-proxy.kubeconfig}
hostnameOverride: $NODE
bindAddress: $NODE_ADDRESS
mode: iptables
clusterCIDR: $POD_RANGE
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END
}
