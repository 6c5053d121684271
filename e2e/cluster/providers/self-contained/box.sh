# shellcheck shell=bash
# A box is one node: mount, pid, network and uts namespaces under one init process. Killing that process ends every
# process inside and with them every mount and network namespace, whatever state they are in.

open_boxes() {
  local node
  save_kernel_settings
  for node in $(nodes); do
    open_box "$node"
    connect_box "$node"
  done
}

# open_box NAME
open_box() {
  local name=$1 init
  mkdir -p "$STATE_DIR/$name"/{kubelet,containerd,cni,pods,containers}
  make_mount_points
  make_cgroups "$name"
  rm -f "$STATE_DIR/$name/ready"
  setsid unshare --mount --pid --net --uts --fork --kill-child --mount-proc \
    bash "$SELF_CONTAINED_DIR/box-init" "$name" "$STATE_DIR/$name" </dev/null 9<&- &
  wait_until 10 test -e "$STATE_DIR/$name/ready"
  init=$(cat "/proc/$!/task/$!/children")
  identity_of "${init// /}" >"$RUN_DIR/$name.init"
}

# identity_of PID: the pid and when it started, so that a reused pid is never taken for ours
identity_of() { awk '{ pid = $1; sub(/.*\) /, ""); print pid, $20 }' "/proc/$1/stat"; }

box_init_pid() { cut -d ' ' -f 1 "$RUN_DIR/$1.init"; }

box_alive() {
  [ -f "$RUN_DIR/$1.init" ] && [ "$(identity_of "$(box_init_pid "$1")" 2>/dev/null)" = "$(cat "$RUN_DIR/$1.init")" ]
}

any_box_alive() {
  local file
  for file in "$RUN_DIR"/*.init; do ! box_alive "$(basename "$file" .init)" || return 0; done
  return 1
}

# cluster_alive: every node's box is there
cluster_alive() {
  local node made
  ! cluster_of_others || return 1
  mapfile -t made < <(nodes)
  [ "${#made[@]}" -gt 0 ] || return 1
  for node in "${made[@]}"; do box_alive "$node" || return 1; done
}

# box_run NAME COMMAND...: inside the box, with a clean environment
box_run() {
  local name=$1
  shift
  nsenter --target "$(box_init_pid "$name")" --mount --pid --net --uts --wd=/ -- \
    env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# box_start NAME COMPONENT COMMAND...: leaves COMMAND running in the box, as a child of its init
box_start() {
  local name=$1 component=$2
  shift 2
  mkdir -p "$LOG_DIR/$name" "$PID_DIR/$name"
  # shellcheck disable=SC2016 # the inner shell expands
  box_run "$name" bash -c 'log=$1 pid_file=$2; shift 2; setsid "$@" >>"$log" 2>&1 </dev/null & echo $! >"$pid_file"' \
    start "$LOG_DIR/$name/$component.log" "$PID_DIR/$name/$component" "$@" 9<&-
}

# component_alive NAME COMPONENT
component_alive() { box_alive "$1" && box_run "$1" kill -0 "$(cat "$PID_DIR/$1/$2")" 2>/dev/null; }

# make_mount_points: the folders that a box covers with its own; those that were missing are noted for removal
make_mount_points() {
  local dir
  for dir in /var/lib/kubelet /var/lib/containerd /var/lib/cni /var/log/pods /var/log/containers; do
    if [ ! -d "$dir" ]; then
      mkdir "$dir"
      echo "$dir" >>"$RUN_DIR/mount-points"
    fi
  done
}

# kubelet sets these for the whole machine: they are put back at the end
KERNEL_SETTINGS=(vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes)

save_kernel_settings() {
  local setting
  for setting in "${KERNEL_SETTINGS[@]}"; do
    [ ! -r "/proc/sys/$setting" ] || printf '%s %s\n' "$setting" "$(cat "/proc/sys/$setting")"
  done >"$RUN_DIR/kernel-settings"
}

# cgroup_roots: the mount points of the cgroup hierarchies, v1 or v2
cgroup_roots() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts; }

# make_cgroups NAME: kubelet wants its root to exist in every hierarchy, under v2 with every controller
make_cgroups() {
  local root file controller controllers
  while read -r root; do
    mkdir -p "$root/$CGROUP/$1"
    read -ra controllers < <(cat "$root/cgroup.controllers" 2>/dev/null) || true
    for controller in "${controllers[@]}"; do
      echo "+$controller" >"$root/cgroup.subtree_control" || true
      echo "+$controller" >"$root/$CGROUP/cgroup.subtree_control" || true
    done
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$root/$file" ] && [ ! -e "$root/cgroup.controllers" ]; then
        cat "$root/$file" >"$root/$CGROUP/$file"
        cat "$root/$file" >"$root/$CGROUP/$1/$file"
      fi
    done
  done < <(cgroup_roots)
}
