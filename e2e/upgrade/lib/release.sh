# shellcheck shell=bash
# The release: installed, upgraded, uninstalled as helm/README.md tells users to.

CHART=$REPOSITORY_DIR/helm/memory-system
RELEASE=memory-system
DEFINITION=customresourcedefinition/memoryprofiles.memory-system.dev

chart_version() { sed -n 's/^appVersion: *"\?\([^"]*\)"\?/\1/p' "$1/Chart.yaml"; }

# install CHART
install() {
  "$KUBECTL" create namespace "$RELEASE"
  "$KUBECTL" label namespace "$RELEASE" pod-security.kubernetes.io/enforce=restricted
  "$HELM" install "$RELEASE" "$1" --namespace "$RELEASE" --values "$UPGRADE_DIR/values.yaml" --wait --timeout 5m
}

# upgrade: agents of the previous version, in the pods that run, know the plain ports only
upgrade() {
  "$HELM" upgrade "$RELEASE" "$CHART" --namespace "$RELEASE" --values "$UPGRADE_DIR/values.yaml" \
    --set collector.plaintext=true --wait --timeout 5m
}

uninstall() {
  "$HELM" uninstall "$RELEASE" --namespace "$RELEASE" --wait --timeout 2m
  "$KUBECTL" delete "$DEFINITION" --timeout 2m
  "$KUBECTL" delete namespace "$RELEASE" --timeout 2m
}

# remove_all: whatever an earlier run, the demo or the tests have left
remove_all() {
  "$HELM" uninstall "$RELEASE" --namespace "$RELEASE" --ignore-not-found --wait --timeout 2m
  "$KUBECTL" delete "$DEFINITION" --ignore-not-found --timeout 2m
  "$KUBECTL" delete namespace "$RELEASE" --ignore-not-found --timeout 2m
  remove_applications
}

# collector PATH: what the API answers, asked as helm/README.md says: with identity by a reader's token, over TLS
collector() {
  if [ -n "$("$KUBECTL" --namespace "$RELEASE" get service memory-system-collector --output 'jsonpath={.spec.ports[?(@.port==8443)].name}')" ]; then
    "$REPOSITORY_DIR/e2e/read-collector" "$1"
  else
    "$KUBECTL" get --raw "/api/v1/namespaces/$RELEASE/services/http:memory-system-collector:8080/proxy$1"
  fi
}

# replicas_ready: those of operator and collector are this version's and ready, and none of the previous version is left
replicas_ready() { wait_until 120 no_other_replicas || { "$KUBECTL" --namespace "$RELEASE" get pods --output wide && false; }; }

no_other_replicas() {
  "$KUBECTL" --namespace "$RELEASE" get deployments,statefulsets,pods --output json |
    jq --exit-status --arg version "$(chart_version "$CHART")" '
      ([.items[] | select(.kind != "Pod") | .spec.replicas] | add) as $wanted
      | [.items[] | select(.kind == "Pod")] as $pods
      | ($pods | length == $wanted)
      and all($pods[]; all(.spec.containers[]; .image | endswith(":" + $version))
        and any(.status.conditions[]; .type == "Ready" and .status == "True"))'
}

definition_upgraded() { wait_until 60 "$KUBECTL" diff --server-side --force-conflicts --filename "$CHART/crds"; }

# objects: a line for each object of every kind that can be listed; Events come and go
objects() {
  local kinds
  kinds=$("$KUBECTL" api-resources --verbs list --output name --cached=false | grep -vE '^events(\.|$)|^(componentstatuses|endpoints)$' | paste -sd ,)
  "$KUBECTL" get "$kinds" --all-namespaces --ignore-not-found \
    --output 'custom-columns=API:.apiVersion,KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name' --no-headers | sort
}

same_objects() { wait_until 60 no_other_objects || { objects | diff "$WORK/objects-before" -; }; }
no_other_objects() { objects | cmp --silent "$WORK/objects-before" -; }

# mentioned_nowhere: beyond volumes, which say whose they were
mentioned_nowhere() {
  local kinds
  kinds=$("$KUBECTL" api-resources --verbs list --output name --cached=false | grep -vE '^events(\.|$)|^(componentstatuses|endpoints|persistentvolumes|nodes)$' | paste -sd ,)
  "$KUBECTL" get "$kinds" --all-namespaces --ignore-not-found --output json |
    jq --exit-status '[.items[] | select(del(.metadata.managedFields) | tostring | test("memory-system[.]dev|memory-system-(operator|collector|webhook|ca)"))
      | "\(.kind) \(.metadata.namespace) \(.metadata.name)"] | if . == [] then true else (. | halt_error(1)) end'
}
