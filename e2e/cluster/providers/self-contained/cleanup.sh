# shellcheck shell=bash
# Removes every trace, from whatever state a run ended in. Each part may be missing.

has_remains() {
  local root
  [ ! -d "$RUN_DIR" ] && [ ! -d "$STATE_DIR" ] && [ ! -e "$KUBECONFIG_FILE" ] && [ ! -e "/sys/class/net/$BRIDGE" ] || return 0
  while read -r root; do [ ! -d "$root/$CGROUP" ] || return 0; done < <(cgroup_roots)
  return 1
}

remove_everything() {
  end_boxes
  end_cgroups
  remove_network
  restore_kernel_settings
  remove_mount_points
  rm -rf "$STATE_DIR" "$RUN_DIR"
  rm -f "$KUBECONFIG_FILE"
  rmdir "$DEMO_DIR" 2>/dev/null || true
}

# end_boxes: the kernel ends all processes of a pid namespace with its first one
end_boxes() {
  local file boxes=() name
  for file in "$RUN_DIR"/*.init; do
    [ ! -f "$file" ] || boxes+=("$(basename "$file" .init)")
  done
  for name in "${boxes[@]}"; do ! box_alive "$name" || kill -KILL "$(box_init_pid "$name")" || true; done
  for name in "${boxes[@]}"; do wait_until 30 box_gone "$name" || say "the processes of $name do not end"; done
}

box_gone() { ! box_alive "$1"; }

# end_cgroups: ends whatever still runs in the cgroups of our pods, then removes them, deepest first
end_cgroups() {
  local root
  while read -r root; do
    [ ! -d "$root/$CGROUP" ] || wait_until 30 remove_cgroup "$root/$CGROUP" || say "cannot remove the cgroup $root/$CGROUP"
  done < <(cgroup_roots)
}

remove_cgroup() {
  local pid
  while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done < <(find "$1" -name cgroup.procs -exec cat {} + 2>/dev/null)
  find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  [ ! -d "$1" ]
}

restore_kernel_settings() {
  local setting value
  [ -f "$RUN_DIR/kernel-settings" ] || return 0
  while read -r setting value; do
    [ "$(cat "/proc/sys/$setting")" = "$value" ] || printf '%s\n' "$value" >"/proc/sys/$setting" || true
  done <"$RUN_DIR/kernel-settings"
}

remove_mount_points() {
  local dir
  [ -f "$RUN_DIR/mount-points" ] || return 0
  while read -r dir; do rmdir "$dir" 2>/dev/null || true; done <"$RUN_DIR/mount-points"
}
