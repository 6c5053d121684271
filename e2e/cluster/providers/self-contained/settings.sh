# shellcheck shell=bash disable=SC2034
# Names, addresses and paths. All addresses are from 198.18.0.0/15, the range set aside for tests (RFC 2544).

HOST_ADDRESS=198.18.0.254
CONTROL_PLANE=node1 # has the control plane and CoreDNS beside its pods
POD_RANGE=198.18.128.0/17
SERVICE_RANGE=198.19.0.0/16
API_SERVICE_ADDRESS=198.19.0.1
DNS_SERVICE_ADDRESS=198.19.0.10
API_ADDRESS=198.18.0.1
API_URL=https://$API_ADDRESS:6443
BRIDGE=memsys0
CGROUP=memory-system
VOLUMES=8 # of each node
CONTROL_COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-scheduler coredns)
NODE_COMPONENTS=(containerd kubelet kube-proxy)
MOST_NODES=9

# One cluster a machine: what it put into the kernel is recorded here and not in the state folder, so that it can be
# removed even when the state folder is gone. A reboot empties both the kernel and this folder.
RUN_DIR=/run/memory-system-cluster

DEMO_DIR=${CLUSTER_STATE_DIR:-$REPOSITORY_DIR/target/demo}
STATE_DIR=$DEMO_DIR/cluster
KUBECONFIG_FILE=$DEMO_DIR/kubeconfig
LOG_DIR=$STATE_DIR/log
PID_DIR=$STATE_DIR/pids
CERTIFICATES_DIR=$STATE_DIR/certificates
CONFIG_DIR=$STATE_DIR/config

# node_address NODE, node_pod_range NODE: by the number at the end of the name
node_address() { printf '198.18.0.%d\n' "${1#node}"; }
node_pod_range() { printf '198.18.%d.0/24\n' $((127 + ${1#node})); }

# wanted_nodes: the names of the nodes that `up` makes
wanted_nodes() {
  local count=${CLUSTER_NODES:-2}
  [[ $count =~ ^[1-$MOST_NODES]$ ]] || die "CLUSTER_NODES=$count: it is how many nodes the cluster gets, 1 to $MOST_NODES"
  seq -f 'node%.0f' "$count"
}

# nodes: the names of the nodes that were made
nodes() { cat "$RUN_DIR/nodes" 2>/dev/null || true; }

owner() { cat "$RUN_DIR/state-dir" 2>/dev/null || true; }

# cluster_of_others: one that runs; what a crash left of it is anyone's to remove
cluster_of_others() { [ -n "$(owner)" ] && [ "$(owner)" != "$STATE_DIR" ] && any_box_alive; }

# own_the_machine: one up or down at a time, and no cluster of another state folder
own_the_machine() {
  exec 9</run # a lock that leaves no file behind
  flock 9
  ! cluster_of_others || die "this machine already has a cluster, with its state in $(owner): remove it first (CLUSTER_STATE_DIR=$(dirname "$(owner)") cluster down)"
}
