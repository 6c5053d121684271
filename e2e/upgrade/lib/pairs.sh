# shellcheck shell=bash
# Agents and collectors one version apart, on this machine and without the cluster.

# start_pairs PREVIOUS: in the background; each ends when its leak is named, and is waited for by await_pairs
start_pairs() {
  local new_collector=$REPOSITORY_DIR/collector/server/target/quarkus-app
  local new_agent=$REPOSITORY_DIR/agent-injector/java/target/memory-system-agent.jar
  unpack "$1/images/collector.tar"
  unpack "$1/images/agent.tar"
  pair new-agent "$WORK/collector/app" "$new_agent" "$(chart_version "$CHART")"
  pair new-collector "$new_collector" "$(find "$WORK/agent" -name memory-system-agent.jar)" "$(chart_version "$1/chart")"
}

# unpack IMAGE: its last layer, which is what we put into it, into a folder of its name
unpack() {
  local folder layer
  folder=$WORK/$(basename "$1" .tar)
  layer=$(tar -xOf "$1" manifest.json | jq --raw-output '.[0].Layers[-1]')
  mkdir "$folder"
  tar -xOf "$1" "$layer" | tar -x -C "$folder"
}

# pair NAME COLLECTOR_FOLDER AGENT_JAR AGENT_VERSION
pair() {
  local name=$1
  shift
  "$UPGRADE_DIR/pair" "$@" >"$WORK/$name" 2>&1 &
  PAIRS[$name]=$!
}

# await_pairs: by whoever started them
await_pairs() {
  local name
  for name in "${!PAIRS[@]}"; do
    if wait "${PAIRS[$name]}"; then touch "$WORK/$name.ok"; fi
    unset "PAIRS[$name]"
  done
}

# pair_went_well NAME
pair_went_well() {
  cat "$WORK/$1"
  [ -e "$WORK/$1.ok" ]
}
