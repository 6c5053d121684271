# shellcheck shell=bash
# An API server of our own, for when there is no cluster: kube-apiserver on etcd on loopback, with the controllers that
# make pods and claims and collect what lost its owner; no nodes.

API_PROCESSES=()

start_api_server() {
  local dir=$WORK/api etcd_port peer_port port apiserver
  command -v etcd >/dev/null || {
    echo "helm/test --server needs etcd (Debian package etcd-server) or a KUBECONFIG" >&2
    exit 1
  }
  apiserver=$(tool kube-apiserver)
  mkdir -p "$dir"
  etcd_port=$(free_port) peer_port=$(free_port) port=$(free_port)
  etcd --data-dir="$dir/etcd" --unsafe-no-fsync \
    --listen-client-urls="http://127.0.0.1:$etcd_port" --advertise-client-urls="http://127.0.0.1:$etcd_port" \
    --listen-peer-urls="http://127.0.0.1:$peer_port" --initial-advertise-peer-urls="http://127.0.0.1:$peer_port" \
    --initial-cluster="default=http://127.0.0.1:$peer_port" >"$dir/etcd.log" 2>&1 &
  API_PROCESSES+=($!)
  openssl genrsa -out "$dir/service-account.key" 2048 2>/dev/null
  echo 'admin,admin,admin,system:masters' >"$dir/tokens.csv"
  "$apiserver" --etcd-servers="http://127.0.0.1:$etcd_port" --bind-address=127.0.0.1 --secure-port="$port" \
    --advertise-address=198.18.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=198.19.0.0/16 \
    --cert-dir="$dir/certs" --token-auth-file="$dir/tokens.csv" --authorization-mode=RBAC \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$dir/service-account.key" \
    --service-account-signing-key-file="$dir/service-account.key" \
    --disable-admission-plugins=ServiceAccount >"$dir/kube-apiserver.log" 2>&1 &
  API_PROCESSES+=($!)
  export KUBECONFIG=$dir/kubeconfig
  cat >"$KUBECONFIG" <<END
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:$port", certificate-authority: $dir/certs/apiserver.crt}}]
users: [{name: admin, user: {token: admin}}]
contexts: [{name: test, context: {cluster: test, user: admin}}]
current-context: test
END
  local deadline=$((SECONDS + 120))
  until "$KUBECTL" get --raw /readyz >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "${API_PROCESSES[@]}" 2>/dev/null; then
      echo "the API server did not start:" >&2
      tail -n 20 "$dir/etcd.log" "$dir/kube-apiserver.log" >&2
      exit 1
    fi
    sleep 0.2
  done
  start_controllers "$dir"
}

# start_controllers FOLDER
start_controllers() {
  "$(tool kube-controller-manager)" --kubeconfig="$KUBECONFIG" --leader-elect=false --secure-port=0 \
    --controllers=garbage-collector-controller,namespace-controller,deployment-controller,replicaset-controller,statefulset-controller,persistentvolumeclaim-protection-controller \
    >"$1/kube-controller-manager.log" 2>&1 &
  API_PROCESSES+=($!)
}

stop_api_server() {
  [ "${#API_PROCESSES[@]}" -eq 0 ] || kill "${API_PROCESSES[@]}" 2>/dev/null || true
  [ "${#API_PROCESSES[@]}" -eq 0 ] || wait "${API_PROCESSES[@]}" 2>/dev/null || true
}

# free_port: nothing listens there now
free_port() {
  local port
  while true; do
    port=$((RANDOM % 20000 + 20000))
    (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
