# shellcheck shell=bash
# K3s in a Docker container, by Testcontainers: for those who have Docker and a registry. One node.

K3S_MODULE=e2e/cluster/providers/k3s
K3S_JAR=$REPOSITORY_DIR/$K3S_MODULE/target/app/k3s.jar
K3S_STATE_DIR=${CLUSTER_STATE_DIR:-$REPOSITORY_DIR/target/demo}
K3S_KUBECONFIG=$K3S_STATE_DIR/k3s.kubeconfig
K3S_LOG=$CACHE_DIR/log/k3s.log

provider_check() { k3s check; }

provider_prepare() {
  provider_check
  build_tools kubectl
}

provider_up() {
  mkdir -p "$K3S_STATE_DIR"
  provider_check
  (
    umask 077
    : >"$K3S_KUBECONFIG"
  )
  step "start K3s (the first time, Docker pulls its image)" "$K3S_LOG" k3s up "$K3S_KUBECONFIG"
  wait_until 120 k3s_ready || die "the node of K3s does not become ready: cluster logs"
  say "cluster up: export KUBECONFIG=$K3S_KUBECONFIG"
}

provider_down() {
  k3s down
  rm -f "$K3S_KUBECONFIG"
  say "cluster removed"
}

# K3s' containerd keeps what has the same digest already: importing again takes a moment, not space.
provider_load() {
  local archive
  provider_running || die "no cluster is up: run 'cluster up' first"
  for archive in "$@"; do
    [ -r "$archive" ] || die "cannot read the image archive $archive"
    step "load $(basename "$archive")" "$K3S_LOG" k3s load "$(realpath "$archive")"
  done
}

provider_kubeconfig() { printf '%s\n' "$K3S_KUBECONFIG"; }

provider_status() {
  if ! provider_running; then
    say "down"
    return 1
  fi
  k3s_kubectl get nodes -o wide >&2
}

provider_logs() { k3s logs; }

provider_running() { k3s status; }

k3s_ready() {
  k3s_kubectl --namespace default get serviceaccount default &&
    k3s_kubectl wait node --all --for=condition=Ready --timeout=1s
}

k3s_kubectl() { "$(tool_path kubectl)" --kubeconfig "$K3S_KUBECONFIG" "$@"; }

# k3s COMMAND...: reuse lets the container outlive the JVM that started it
k3s() {
  local java
  java=$("$REPOSITORY_DIR/.ci/jdk25")
  [ -f "$K3S_JAR" ] || step "build the K3s provider (once)" "$K3S_LOG" build_k3s "$java"
  TESTCONTAINERS_REUSE_ENABLE=true CLUSTER_STATE_DIR=$K3S_STATE_DIR \
    CLUSTER_K3S_IMAGE=${CLUSTER_K3S_IMAGE:-rancher/k3s:v1.34.1-k3s1} \
    "$java/bin/java" --enable-native-access=ALL-UNNAMED -Dorg.slf4j.simpleLogger.defaultLogLevel="${CLUSTER_K3S_LOG_LEVEL:-off}" -jar "$K3S_JAR" "$@"
}

build_k3s() {
  JAVA_HOME=$1 mvn -f "$REPOSITORY_DIR/pom.xml" -q -B -ntp -Dstyle.color=never package -DskipTests -pl "$K3S_MODULE"
}
