# shellcheck shell=bash
# A bridge on the host joins the boxes and the host: pods, services and webhooks are reachable from all sides.

# connect_box NAME ADDRESS
connect_box() {
  local name=$1 address=$2 host_end=ms-$1
  make_bridge
  ip link add "$host_end" type veth peer name eth0 netns "$(box_init_pid "$name")"
  ip link set "$host_end" master "$BRIDGE" up
  box_run "$name" ip link set lo up
  box_run "$name" ip address add "$address/24" dev eth0
  box_run "$name" ip link set eth0 up
  box_run "$name" ip route add default via "$HOST_ADDRESS"
  box_run "$name" sysctl -q -w net.ipv4.ip_forward=1
  ip route replace "$NODE_POD_RANGE" via "$address"
  ip route replace "$SERVICE_RANGE" via "$address"
}

make_bridge() {
  [ ! -e "/sys/class/net/$BRIDGE" ] || return 0
  [ -z "$(ip -4 route show root 198.18.0.0/15)" ] || {
    say "something on this machine already uses addresses in 198.18.0.0/15:"
    ip -4 route show root 198.18.0.0/15 >&2
    return 1
  }
  ip link add "$BRIDGE" type bridge
  ip address add "$HOST_ADDRESS/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
}

remove_network() {
  local link
  while read -r link; do ip link delete "$link" || true; done < <(
    ip -o link show master "$BRIDGE" 2>/dev/null | sed -E 's/^[0-9]+: ([^@:]+).*/\1/'
  )
  [ ! -e "/sys/class/net/$BRIDGE" ] || ip link delete "$BRIDGE"
}
