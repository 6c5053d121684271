# shellcheck shell=bash disable=SC2034
# Names, addresses and paths. All addresses are from 198.18.0.0/15, the range set aside for tests (RFC 2544).

HOST_ADDRESS=198.18.0.254
NODE=node1
NODE_ADDRESS=198.18.0.1
POD_RANGE=198.18.128.0/17
NODE_POD_RANGE=198.18.128.0/24
SERVICE_RANGE=198.19.0.0/16
API_SERVICE_ADDRESS=198.19.0.1
DNS_SERVICE_ADDRESS=198.19.0.10
API_URL=https://$NODE_ADDRESS:6443
BRIDGE=memsys0
CGROUP=memory-system
VOLUMES=8
COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-scheduler containerd kubelet kube-proxy coredns)

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

owner() { cat "$RUN_DIR/state-dir" 2>/dev/null || true; }

# cluster_of_others: one that runs; what a crash left of it is anyone's to remove
cluster_of_others() { [ -n "$(owner)" ] && [ "$(owner)" != "$STATE_DIR" ] && box_alive "$NODE"; }

# own_the_machine: one up or down at a time, and no cluster of another state folder
own_the_machine() {
  exec 9</run # a lock that leaves no file behind
  flock 9
  ! cluster_of_others || die "this machine already has a cluster, with its state in $(owner): remove it first (CLUSTER_STATE_DIR=$(dirname "$(owner)") cluster down)"
}
