# shellcheck shell=bash
# What the cluster needs from Debian.

# command → package
declare -A PACKAGES=(
  [etcd]=etcd-server [containerd]=containerd [runc]=runc [ip]=iproute2 [iptables]=iptables [openssl]=openssl
  [nsenter]=util-linux [mount]=mount [sysctl]=procps [jq]=jq [gcc]=gcc [curl]=curl
)
CNI_DIRS=(/usr/lib/cni /opt/cni/bin)

missing_packages() {
  local command
  for command in "${!PACKAGES[@]}"; do
    command -v "$command" >/dev/null || printf '%s\n' "${PACKAGES[$command]}"
  done
  cni_dir >/dev/null || echo containernetworking-plugins
  [ -f /usr/include/stdio.h ] || echo libc6-dev
}

cni_dir() {
  local dir
  for dir in "${CNI_DIRS[@]}"; do
    if [ -x "$dir/ptp" ]; then
      echo "$dir"
      return
    fi
  done
  return 1
}

# packages_available: all are there, or can be installed
packages_available() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -eq 0 ] || can_install || die "not a Debian system, so these must be installed by hand: ${missing[*]}"
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  need_packages "${missing[@]}"
}
