# shellcheck shell=bash
# A bridge on the host joins the boxes and the host: pods, services and webhooks are reachable from all sides. Two boxes
# are joined directly: a host that filters what it bridges, as Docker sets it up, would drop what they say to each other.

# connect_box NODE: to the host, and to the nodes connected before it
connect_box() {
  local node=$1 address other
  address=$(node_address "$node")
  make_bridge
  ip link add "ms-$node" type veth peer name eth0 netns "$(box_init_pid "$node")"
  ip link set "ms-$node" master "$BRIDGE" up
  box_run "$node" ip link set lo up
  box_run "$node" ip address add "$address/24" dev eth0
  box_run "$node" ip link set eth0 up
  box_run "$node" ip route add default via "$HOST_ADDRESS"
  box_run "$node" sysctl -q -w net.ipv4.ip_forward=1
  ip route replace "$(node_pod_range "$node")" via "$address"
  ip route replace "$SERVICE_RANGE" via "$(node_address "$CONTROL_PLANE")"
  for other in $(nodes); do
    [ "$other" != "$node" ] || break
    join_boxes "$node" "$other"
  done
}

# join_boxes NODE OTHER: each has an interface named after the other
join_boxes() {
  ip link add "$2" netns "$(box_init_pid "$1")" type veth peer name "$1" netns "$(box_init_pid "$2")"
  route_to_box "$1" "$2"
  route_to_box "$2" "$1"
}

# route_to_box NODE OTHER: from the first to the second and its pods
route_to_box() {
  local own other
  own=$(node_address "$1") other=$(node_address "$2")
  box_run "$1" ip address add "$own/32" peer "$other/32" dev "$2"
  box_run "$1" ip link set "$2" up
  box_run "$1" ip route add "$(node_pod_range "$2")" via "$other" dev "$2" src "$own"
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
