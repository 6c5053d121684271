# shellcheck shell=bash
# etcd and the API server first, then what talks to it.

start_api_server() {
  local c=$CERTIFICATES_DIR
  box_start "$CONTROL_PLANE" etcd etcd --data-dir "$STATE_DIR/etcd" --unsafe-no-fsync \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster default=http://127.0.0.1:2380
  box_start "$CONTROL_PLANE" kube-apiserver "$(binary_path kube-apiserver)" \
    --advertise-address="$API_ADDRESS" --etcd-servers=http://127.0.0.1:2379 \
    --service-cluster-ip-range="$SERVICE_RANGE" --allow-privileged \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --client-ca-file="$c/ca.crt" --tls-cert-file="$c/kube-apiserver.crt" --tls-private-key-file="$c/kube-apiserver.key" \
    --kubelet-certificate-authority="$c/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$c/kube-apiserver-kubelet-client.crt" \
    --kubelet-client-key="$c/kube-apiserver-kubelet-client.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$c/service-accounts.pub" --service-account-signing-key-file="$c/service-accounts.key"
  wait_until 120 api_ready || component_failed "$CONTROL_PLANE" kube-apiserver
}

api_ready() { kubectl --request-timeout=5s get --raw /readyz >/dev/null 2>&1; }

start_controllers() {
  local c=$CERTIFICATES_DIR
  box_start "$CONTROL_PLANE" kube-controller-manager "$(binary_path kube-controller-manager)" \
    --kubeconfig="$CONFIG_DIR/kube-controller-manager.kubeconfig" --leader-elect=false \
    --use-service-account-credentials --root-ca-file="$c/ca.crt" \
    --service-account-private-key-file="$c/service-accounts.key" \
    --cluster-signing-cert-file="$c/ca.crt" --cluster-signing-key-file="$c/ca.key" \
    --flex-volume-plugin-dir=/var/lib/kubelet/volume-plugins
  box_start "$CONTROL_PLANE" kube-scheduler "$(binary_path kube-scheduler)" \
    --kubeconfig="$CONFIG_DIR/kube-scheduler.kubeconfig" --leader-elect=false
  start_dns
}

start_dns() {
  cat >"$CONFIG_DIR/Corefile" <<END
.:53 {
  errors
  ready 127.0.0.1:8181
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    kubeconfig $CONFIG_DIR/coredns.kubeconfig
    pods insecure
    ttl 5
  }
  cache 5 {
    disable denial
  }
}
END
  box_start "$CONTROL_PLANE" coredns "$(binary_path coredns)" -conf "$CONFIG_DIR/Corefile"
}

# component_failed NODE COMPONENT
component_failed() {
  say "$2 of $1 did not become ready; the end of its log:"
  tail -n 15 "$LOG_DIR/$1/$2.log" >&2
  return 1
}
