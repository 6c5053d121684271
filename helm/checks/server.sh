# shellcheck shell=bash
# What only an API server can tell: it accepts every manifest, Pod Security "restricted" has nothing to say, rights are
# what they should be, an upgrade keeps what the operator wrote, and an uninstall leaves nothing.

SERVER_NAMESPACE=memory-system-chart-test
SERVER_RELEASE=chart-test
SERVER_NAME=chart-test-memory-system
# no node ever runs these pods: their image cannot be there
UNRUNNABLE=(--set image.registry=registry.invalid --set image.pullPolicy=Never)

check_server() {
  local values
  [ -n "${KUBECONFIG:-}" ] || start_api_server
  prepare_namespace
  server_warns_of_unrestricted_pods
  for values in "$HERE"/ci/*.yaml; do
    accepted_by_server "$values"
  done
  install_for_real
  profiles_accepted
  rights_on_server
  webhook_away
  upgrade_keeps
  uninstall_leaves_nothing
}

prepare_namespace() {
  CRD_WAS_THERE=$("$KUBECTL" get customresourcedefinition memoryprofiles.memory-system.dev --ignore-not-found --output name)
  SERVER_USED=yes
  # one that an earlier run left may still be on its way out
  "$KUBECTL" delete namespace "$SERVER_NAMESPACE" "$SERVER_NAMESPACE-pods" --ignore-not-found --timeout 120s >/dev/null
  "$KUBECTL" create namespace "$SERVER_NAMESPACE" >/dev/null
  "$KUBECTL" label namespace "$SERVER_NAMESPACE" \
    pod-security.kubernetes.io/{enforce,warn}=restricted pod-security.kubernetes.io/{enforce,warn}-version=latest >/dev/null
}

# leave_server_clean: runs at exit, whatever happened
leave_server_clean() {
  [ "${SERVER_USED:-}" = yes ] || return 0
  "$HELM" uninstall "$SERVER_RELEASE" --namespace "$SERVER_NAMESPACE" --ignore-not-found >/dev/null 2>&1 || true
  "$KUBECTL" delete namespace "$SERVER_NAMESPACE" "$SERVER_NAMESPACE-pods" --ignore-not-found --wait=false >/dev/null 2>&1 || true
  [ -n "${CRD_WAS_THERE:-}" ] ||
    "$KUBECTL" delete --filename "$CHART/crds" --ignore-not-found --wait=false >/dev/null 2>&1 || true
}

# The next checks find nothing; this one shows that they could.
server_warns_of_unrestricted_pods() {
  local warnings
  warnings=$("$KUBECTL" create deployment plain --image plain --dry-run=server --namespace "$SERVER_NAMESPACE" 2>&1 >/dev/null || true)
  expect_text "Pod Security warns of a plain Deployment" yes "$(grep --quiet 'would violate PodSecurity "restricted' <<<"$warnings" && echo yes || echo "$warnings")"
}

# accepted_by_server VALUES_FILE
accepted_by_server() {
  local name warnings
  name=$(basename "$1" .yaml)
  check "$name: helm install --dry-run=server" "$HELM" install "$SERVER_RELEASE" "$CHART" --namespace "$SERVER_NAMESPACE" \
    --values "$1" --dry-run=server
  "$HELM" template "$SERVER_RELEASE" "$CHART" --namespace "$SERVER_NAMESPACE" --values "$1" >"$WORK/server.yaml"
  check "$name: kubectl apply --dry-run=server" \
    "$KUBECTL" apply --dry-run=server --validate=strict --filename "$WORK/server.yaml"
  warnings=$("$KUBECTL" apply --dry-run=server --validate=strict --filename "$WORK/server.yaml" 2>&1 >/dev/null | grep '^Warning' || true)
  expect_nothing "$name: the API server warns of nothing, Pod Security included" "$warnings"
}

install_for_real() {
  check "helm install" "$HELM" install "$SERVER_RELEASE" "$CHART" --namespace "$SERVER_NAMESPACE" "${UNRUNNABLE[@]}"
}

# The definition takes every profile we show: the examples, the one in the notes, and each default profile.
profiles_accepted() {
  local values
  # the definition is served a moment after it is stored
  "$KUBECTL" wait --for condition=Established --timeout 60s crd/memoryprofiles.memory-system.dev >/dev/null
  check "crds/examples" profile_accepted "$REPOSITORY/crds/examples"
  "$HELM" get notes "$SERVER_RELEASE" --namespace "$SERVER_NAMESPACE" |
    sed -n "/kubectl apply -f - <<'EOF'/,/EOF\$/{/EOF/d; s/^     //; s/namespace: shop/namespace: default/; p}" >"$WORK/notes.yaml"
  check "the profile in the notes" profile_accepted "$WORK/notes.yaml"
  for values in "$HERE"/ci/*.yaml; do
    render "$values" | to_json | jq '[.[] | select(.kind == "Deployment") | .spec.template.spec.containers[].env[]
      | select(.name == "MEMORY_SYSTEM_DEFAULT_PROFILE") | .value | fromjson
      | {apiVersion: "memory-system.dev/v1alpha1", kind: "MemoryProfile", metadata: {name: "default-profile", namespace: "default"}, spec: .}]
      | {apiVersion: "v1", kind: "List", items: .}' >"$WORK/default-profile.json"
    jq --exit-status '.items == []' "$WORK/default-profile.json" >/dev/null ||
      check "$(basename "$values" .yaml): the default profile" profile_accepted "$WORK/default-profile.json"
  done
  expect_text "the definition refuses a wrong profile" refused \
    "$(jq '.spec.overhead.cpuPercent = 1000' <<<'{"apiVersion": "memory-system.dev/v1alpha1", "kind": "MemoryProfile", "metadata": {"name": "wrong", "namespace": "default"}}' |
      "$KUBECTL" apply --dry-run=server --filename - >/dev/null 2>&1 || echo refused)"
}

profile_accepted() {
  "$KUBECTL" apply --dry-run=server --validate=strict --filename "$1"
}

# allowed yes|no VERB RESOURCE [OPTION...]: what the operator's account may do
allowed() {
  local expected=$1 answer
  shift
  answer=$("$KUBECTL" auth can-i "$@" --as "system:serviceaccount:$SERVER_NAMESPACE:$SERVER_NAME-operator" 2>/dev/null || true)
  expect_nothing "the operator may $*: $expected" "$([ "$answer" = "$expected" ] || echo "the server says ${answer:-nothing}")"
}

rights_on_server() {
  allowed yes list memoryprofiles.memory-system.dev --all-namespaces
  allowed yes patch memoryprofiles.memory-system.dev --subresource status --namespace default
  allowed yes watch pods --all-namespaces
  allowed yes get configmaps --namespace default
  allowed yes create events.events.k8s.io --namespace default
  allowed yes update "mutatingwebhookconfigurations/$SERVER_NAME"
  allowed yes update "secrets/$SERVER_NAME-ca" --namespace "$SERVER_NAMESPACE"
  allowed yes update "secrets/$SERVER_NAME-webhook-tls" --namespace "$SERVER_NAMESPACE"
  allowed yes watch "secrets/$SERVER_NAME-webhook-tls" --namespace "$SERVER_NAMESPACE"
  allowed no watch "secrets/$SERVER_NAME-ca" --namespace "$SERVER_NAMESPACE"
  allowed yes update "leases.coordination.k8s.io/$SERVER_NAME-operator" --namespace "$SERVER_NAMESPACE"
  allowed yes patch customresourcedefinitions/memoryprofiles.memory-system.dev
  allowed no patch customresourcedefinitions/other
  allowed no patch memoryprofiles.memory-system.dev --namespace default
  allowed no get secrets --namespace default
  allowed no list secrets --namespace "$SERVER_NAMESPACE"
  allowed no get secrets/other --namespace "$SERVER_NAMESPACE"
  allowed no create secrets --namespace "$SERVER_NAMESPACE"
  allowed no patch mutatingwebhookconfigurations/other
  allowed no create pods --namespace default
  allowed no delete pods --namespace default
  allowed no patch deployments --namespace default
  allowed no create pods --subresource exec --namespace default
}

# Nobody serves the webhook here: a pod of a labelled namespace starts all the same.
webhook_away() {
  "$KUBECTL" create namespace "$SERVER_NAMESPACE-pods" >/dev/null
  "$KUBECTL" label namespace "$SERVER_NAMESPACE-pods" memory-system.dev/injection=enabled >/dev/null
  "$KUBECTL" create serviceaccount default --namespace "$SERVER_NAMESPACE-pods" >/dev/null 2>&1 || true
  check "a pod starts while the webhook is away" "$KUBECTL" run probe --image registry.invalid/probe:1 --restart Never \
    --image-pull-policy Never --namespace "$SERVER_NAMESPACE-pods"
}

# What the operator writes at run time outlives an upgrade that changes the same objects.
upgrade_keeps() {
  local webhook="mutatingwebhookconfiguration/$SERVER_NAME" secret="secret/$SERVER_NAME-webhook-tls"
  "$KUBECTL" patch "$webhook" --type json --patch '[{"op": "add", "path": "/webhooks/0/clientConfig/caBundle", "value": "Y2E="}]' >/dev/null
  "$KUBECTL" patch "$secret" --namespace "$SERVER_NAMESPACE" --patch '{"data": {"tls.crt": "Y3J0", "tls.key": "a2V5"}}' >/dev/null
  check "helm upgrade" "$HELM" upgrade "$SERVER_RELEASE" "$CHART" --namespace "$SERVER_NAMESPACE" "${UNRUNNABLE[@]}" \
    --set webhook.timeoutSeconds=7 --set commonLabels.upgraded=yes
  expect_text "the upgrade changed the webhook" 7 "$("$KUBECTL" get "$webhook" --output 'jsonpath={.webhooks[0].timeoutSeconds}')"
  expect_text "the upgrade changed the Secret" yes \
    "$("$KUBECTL" get "$secret" --namespace "$SERVER_NAMESPACE" --output 'jsonpath={.metadata.labels.upgraded}')"
  expect_text "the upgrade keeps caBundle" Y2E= "$("$KUBECTL" get "$webhook" --output 'jsonpath={.webhooks[0].clientConfig.caBundle}')"
  expect_text "the upgrade keeps the certificate" Y3J0 \
    "$("$KUBECTL" get "$secret" --namespace "$SERVER_NAMESPACE" --output 'jsonpath={.data.tls\.crt}')"
  check "helm rollback" "$HELM" rollback "$SERVER_RELEASE" 1 --namespace "$SERVER_NAMESPACE"
  expect_text "the rollback changed the webhook" 1 "$("$KUBECTL" get "$webhook" --output 'jsonpath={.webhooks[0].timeoutSeconds}')"
  expect_text "the rollback keeps caBundle" Y2E= "$("$KUBECTL" get "$webhook" --output 'jsonpath={.webhooks[0].clientConfig.caBundle}')"
}

uninstall_leaves_nothing() {
  lease_of_leader
  "$KUBECTL" wait --for create "persistentvolumeclaim/data-$SERVER_NAME-collector-0" --namespace "$SERVER_NAMESPACE" --timeout 60s >/dev/null
  expect_text "the release's objects are found by their label" yes "$([ "$(released_objects | wc -l)" -ge 12 ] && echo yes || released_objects)"
  check "helm uninstall" "$HELM" uninstall "$SERVER_RELEASE" --namespace "$SERVER_NAMESPACE"
  # pods, volume claim and Lease follow their owners
  local deadline=$((SECONDS + 120))
  until [ -z "$(released_objects)" ] || [ "$SECONDS" -ge "$deadline" ]; do sleep 1; done
  expect_nothing "the uninstall leaves nothing" "$(released_objects)"
}

# lease_of_leader: as the operator leaves it, owned by the webhook's Secret
lease_of_leader() {
  local uid
  uid=$("$KUBECTL" get secret "$SERVER_NAME-webhook-tls" --namespace "$SERVER_NAMESPACE" --output 'jsonpath={.metadata.uid}')
  "$KUBECTL" create --filename - >/dev/null <<END
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: $SERVER_NAME-operator
  namespace: $SERVER_NAMESPACE
  labels: {app.kubernetes.io/instance: $SERVER_RELEASE}
  ownerReferences: [{apiVersion: v1, kind: Secret, name: $SERVER_NAME-webhook-tls, uid: $uid}]
END
}

# released_objects: everything with the release's label, of every kind
released_objects() {
  "$KUBECTL" get "$("$KUBECTL" api-resources --verbs list --output name | grep -v '^events' | paste -sd ,)" \
    --all-namespaces --selector "app.kubernetes.io/instance=$SERVER_RELEASE" --output name 2>/dev/null
}

# expect_text WHAT EXPECTED ACTUAL
expect_text() {
  expect_nothing "$1" "$([ "$2" = "$3" ] || echo "expected $2, got ${3:-nothing}")"
}
