# shellcheck shell=bash
# Debian packages, installed when a command is missing.

# need_command COMMAND PACKAGE: installs PACKAGE when COMMAND is missing
need_command() {
  command -v "$1" >/dev/null || need_packages "$2"
}

# need_packages PACKAGE...: nothing to do when there are none
need_packages() {
  [ $# -gt 0 ] || return 0
  can_install || die "missing: $*. Install them (Debian: apt-get install $*), or run this as root on Debian and they are installed"
  step "install $*" "$CACHE_DIR/log/packages.log" apt_install "$@"
}

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

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
