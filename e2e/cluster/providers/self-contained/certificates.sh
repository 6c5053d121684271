# shellcheck shell=bash
# One certificate authority, a certificate for each component, and the kubeconfigs that carry them.

make_certificates() {
  local node
  mkdir -p "$CERTIFICATES_DIR" "$CONFIG_DIR"
  chmod 700 "$CERTIFICATES_DIR" "$CONFIG_DIR"
  new_key ca
  openssl req -x509 -new -key "$CERTIFICATES_DIR/ca.key" -subj /CN=memory-system-cluster -days 3650 \
    -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature \
    -out "$CERTIFICATES_DIR/ca.crt"
  openssl genrsa -out "$CERTIFICATES_DIR/service-accounts.key" 2048
  openssl rsa -in "$CERTIFICATES_DIR/service-accounts.key" -pubout -out "$CERTIFICATES_DIR/service-accounts.pub"

  certificate kube-apiserver /CN=kube-apiserver \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,DNS:localhost,IP:127.0.0.1,IP:$API_ADDRESS,IP:$API_SERVICE_ADDRESS"
  certificate kube-apiserver-kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client

  client admin /O=system:masters/CN=admin "$KUBECONFIG_FILE"
  client kube-controller-manager /CN=system:kube-controller-manager
  client kube-scheduler /CN=system:kube-scheduler
  client kube-proxy /CN=system:kube-proxy
  client coredns /CN=system:coredns
  for node in $(nodes); do
    client "$node" "/O=system:nodes/CN=system:node:$node"
    certificate "$node-serving" "/O=system:nodes/CN=system:node:$node" "DNS:$node,IP:$(node_address "$node")"
  done
}

# client NAME SUBJECT [FILE]: a certificate and the kubeconfig with it
client() {
  certificate "$1" "$2"
  kubeconfig_for "$1" "${3:-$CONFIG_DIR/$1.kubeconfig}"
}

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$CERTIFICATES_DIR/$1.key"; }

# certificate NAME SUBJECT [ALTERNATIVE_NAMES]
certificate() {
  local base=$CERTIFICATES_DIR/$1 extensions="keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n"
  [ -z "${3:-}" ] || extensions+="subjectAltName=$3\n"
  new_key "$1"
  openssl req -new -key "$base.key" -subj "$2" |
    openssl x509 -req -CA "$CERTIFICATES_DIR/ca.crt" -CAkey "$CERTIFICATES_DIR/ca.key" -CAcreateserial -days 3650 \
      -extfile <(printf '%b' "$extensions") -out "$base.crt"
}

# kubeconfig_for CERTIFICATE FILE
kubeconfig_for() {
  local base=$CERTIFICATES_DIR/$1
  (
    umask 077
    cat >"$2" <<END
apiVersion: v1
kind: Config
clusters:
- name: memory-system
  cluster:
    server: $API_URL
    certificate-authority-data: $(base64 -w 0 "$CERTIFICATES_DIR/ca.crt")
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w 0 "$base.crt")
    client-key-data: $(base64 -w 0 "$base.key")
contexts:
- name: memory-system
  context: {cluster: memory-system, user: $1}
current-context: memory-system
END
  )
}
