# shellcheck shell=bash
# What the cluster needs from Debian.

# command → package
declare -A PACKAGES=(
  [etcd]=etcd-server [containerd]=containerd [runc]=runc [ip]=iproute2 [iptables]=iptables [openssl]=openssl
  [nsenter]=util-linux [mount]=mount [jq]=jq [gcc]=gcc [curl]=curl
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

packages_available() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -eq 0 ] || command -v apt-get >/dev/null ||
    die "not a Debian system, so these must be installed by hand: ${missing[*]}"
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -eq 0 ] || step "install ${missing[*]}" "$CACHE_DIR/log/packages.log" apt_install "${missing[@]}"
}

# apt_install PACKAGE...: their daemons (etcd, containerd) are neither started now nor at the next boot
apt_install() {
  local policy=/usr/sbin/policy-rc.d unit
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    # shellcheck disable=SC2064 # the value of now
    trap "rm -f $policy" EXIT
  fi
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
  for unit in etcd containerd; do
    case " $* " in
      *" $unit"*) ! command -v systemctl >/dev/null || systemctl disable "$unit.service" 2>/dev/null || true ;;
    esac
  done
}
