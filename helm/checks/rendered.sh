# shellcheck shell=bash
# What the chart renders: Pod Security "restricted", resources and probes, rights, selectors.

# offences NAME JSON FILTER: runs a jq filter that prints one line an offence
offences() {
  local found
  found=$(jq --raw-output "$JQ_DEFINITIONS $3" <<<"$2" 2>&1) || found="jq: $found"
  expect_nothing "$VALUES_NAME: $1" "$found"
}

# shellcheck disable=SC2016 # $names are jq's
JQ_DEFINITIONS='
def id: "\(.kind)/\(.metadata.name)";
def podTemplates: .[] | . as $o
  | (if .kind == "Pod" then . elif .spec.template.spec? then .spec.template else empty end)
  | {id: ($o | id), kind: $o.kind, spec: .spec, metadata: .metadata};
def containers: podTemplates | . as $p | ((.spec.initContainers // []) + .spec.containers)[]
  | {id: "\($p.id) \(.name)", pod: $p.spec, kind: $p.kind, c: .};
def rules: .[] | select(.kind == "ClusterRole" or .kind == "Role") | . as $o | .rules[] | {id: ($o | id), kind: $o.kind, r: .};
'

# check_rendered VALUES_FILE
check_rendered() {
  local manifests=$WORK/rendered.yaml objects
  VALUES_NAME=$(basename "$1" .yaml)
  if ! render "$1" >"$manifests" 2>"$WORK/error"; then
    failed "$VALUES_NAME: renders" <"$WORK/error"
    return
  fi
  passed
  check "$VALUES_NAME: lints" "$HELM" lint --strict --quiet "$CHART" --values "$1"
  if ! objects=$(to_json <"$manifests" 2>"$WORK/error"); then
    failed "$VALUES_NAME: is Kubernetes YAML" <"$WORK/error"
    return
  fi
  expect_nothing "$VALUES_NAME: no line ends in a space" "$(grep --line-number ' $' "$manifests" || true)"
  pod_security "$objects"
  running "$objects"
  rights "$objects"
  wiring "$objects"
}

# https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
pod_security() {
  offences "runAsNonRoot" "$1" 'containers | select((.c.securityContext.runAsNonRoot // .pod.securityContext.runAsNonRoot) != true) | .id'
  offences "no privilege escalation" "$1" 'containers | select(.c.securityContext.allowPrivilegeEscalation != false) | .id'
  offences "all capabilities dropped, none added" "$1" 'containers | select(.c.securityContext.capabilities != {drop: ["ALL"]}) | .id'
  offences "seccomp RuntimeDefault" "$1" 'containers | select((.c.securityContext.seccompProfile // .pod.securityContext.seccompProfile).type != "RuntimeDefault") | .id'
  offences "read-only root file system" "$1" 'containers | select(.c.securityContext.readOnlyRootFilesystem != true) | .id'
  offences "not privileged" "$1" 'containers | select(.c.securityContext.privileged) | .id'
  offences "not root by number" "$1" 'containers | select(.c.securityContext.runAsUser == 0 or .pod.securityContext.runAsUser == 0) | .id'
  offences "no host namespaces" "$1" 'podTemplates | select(.spec.hostNetwork or .spec.hostPID or .spec.hostIPC) | .id'
  offences "no host ports" "$1" 'containers | select([.c.ports[]?.hostPort] | any) | .id'
  offences "only volumes that restricted allows" "$1" 'podTemplates | .id as $id | .spec.volumes[]?
    | (keys - ["name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"])[] | "\($id) \(.)"'
}

running() {
  offences "memory request and limit, cpu request on every container" "$1" 'containers
    | select(.c.resources.requests.memory == null or .c.resources.limits.memory == null or .c.resources.requests.cpu == null) | .id'
  offences "probes on every container that serves" "$1" 'containers | select(.kind != "Pod")
    | select(.c.livenessProbe == null or .c.readinessProbe == null or .c.startupProbe == null) | .id'
  offences "only the operator has a token" "$1" 'podTemplates | select((.id | test("operator") | not) and .spec.automountServiceAccountToken != false) | .id'
  offences "every image has a tag or digest, and none is latest" "$1" 'containers | select(.c.image | (test(":[^/]+$") | not) or endswith(":latest")) | "\(.id) \(.c.image)"'
  offences "no empty environment names, none twice" "$1" 'containers | .id as $id | [.c.env[]?.name] | group_by(.)[] | select(length > 1 or .[0] == "") | "\($id) \(.[0])"'
  offences "the database leaves an eighth of the volume, or of what an emptyDir may hold" "$1" '
    def bytes: capture("^(?<n>[0-9.]+)(?<u>[A-Za-z]*)$") | (.n | tonumber) * {"": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 1024, Mi: 1048576, Gi: 1073741824, Ti: 1099511627776}[.u];
    ([containers | select(.c.name == "collector") | .c.env[] | select(.name == "MEMORY_SYSTEM_MAX_DATABASE_BYTES").value]) as $database
    | ([.[] | select(.kind == "StatefulSet") | .spec
        | (.volumeClaimTemplates[]?.spec.resources.requests.storage, (.template.spec.volumes[] | select(.name == "data").emptyDir.sizeLimit))]) as $volume
    | select(($database | length) != 1 or ($volume | length) != 1 or ($database[0] | test("^[1-9][0-9]+$") | not)
        or ($database[0] | tonumber) * 8 > ($volume[0] | bytes) * 7) | "\($database) of \($volume)"'
  offences "a disruption budget for more than one replica, else none" "$1" '
    ([.[] | select(.kind == "Deployment" and .spec.replicas > 1)] | length) as $several
    | ([.[] | select(.kind == "PodDisruptionBudget")] | length) as $budgets
    | select($several != $budgets) | "\($several) Deployments of several replicas, \($budgets) budgets"'
}

rights() {
  offences "no wildcard" "$1" 'rules | select([.r.verbs[], .r.apiGroups[]?, .r.resources[]?] | any(. == "*")) | .id'
  offences "no right to raise its own" "$1" 'rules | select([.r.verbs[]] | any(IN("escalate", "bind", "impersonate"))) | .id'
  offences "no secrets everywhere" "$1" 'rules | select(.kind == "ClusterRole" and ((.r.resources // []) | any(startswith("secrets")))) | .id'
  offences "secrets only by name" "$1" 'rules | select((.r.resources // []) | any(startswith("secrets"))) | select((.r.resourceNames // []) == []) | .id'
  offences "webhook configurations only by name" "$1" 'rules | select((.r.resources // []) | any(endswith("webhookconfigurations"))) | select((.r.resourceNames // []) == []) | .id'
  offences "definitions only by name" "$1" 'rules | select((.r.resources // []) | any(startswith("customresourcedefinitions"))) | select((.r.resourceNames // []) == []) | .id'
  # Evictions heed budgets and are of pods that never ran. The role of rollout.enabled is for nothing else; which values have it is in ci/.
  offences "no writing to workloads or pods" "$1" 'rules | select(.id | endswith("-operator-rollout") | not) | select([.r.verbs[]] - ["get", "list", "watch"] != [])
    | select((.r.resources // []) - ["pods/eviction"] | any(test("^(pods|deployments|statefulsets|daemonsets|replicasets|jobs|cronjobs|configmaps|namespaces)"))) | .id'
  offences "no deleting" "$1" 'rules | select(.id | endswith("-operator-rollout") | not) | select([.r.verbs[]] | any(startswith("delete"))) | .id'
  offences "the collector has no rights" "$1" '.[] | select(.kind | endswith("Binding")) | select([.subjects[].name] | any(test("collector"))) | id'
}

wiring() {
  told operator "$REPOSITORY/operator/README.md" "$1"
  reads collector "$REPOSITORY/collector/server/src/main" "$1"
  offences "Services select pods that exist and ports they have" "$1" '
    [podTemplates] as $pods | .[] | select(.kind == "Service") | . as $s
    | [$pods[] | select(.metadata.labels as $l | $s.spec.selector | to_entries | all($l[.key] == .value))] as $selected
    | if ($selected | length) != 1 then "\($s | id) selects \($selected | length)"
      else ([$selected[0].spec.containers[].ports[]?.name]) as $have | ([$s.spec.ports[]?.targetPort] - $have)[] | "\($s | id) \(.)" end'
  offences "the webhook calls a Service that exists" "$1" '
    [.[] | select(.kind == "Service") | .metadata.name] as $services
    | .[] | select(.kind == "MutatingWebhookConfiguration") | .webhooks[].clientConfig.service.name | select(IN($services[]) | not)'
  offences "the webhook fails open, soon, and leaves system namespaces alone" "$1" '
    .[] | select(.kind == "MutatingWebhookConfiguration") | .webhooks[]
    | select(.failurePolicy != "Ignore" or .timeoutSeconds > 10 or .sideEffects != "None" or .reinvocationPolicy != "IfNeeded"
        or .matchPolicy != "Equivalent" or .rules != [{apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"], scope: "Namespaced"}]
        or .namespaceSelector.matchLabels != {"memory-system.dev/injection": "enabled"}
        or (.namespaceSelector.matchExpressions[0].values | contains(["memory-system", "kube-system", "kube-public", "kube-node-lease"]) | not)
        or .clientConfig.caBundle != null) | .name'
  offences "rights are given by the name the operator is told" "$1" '
    ([rules | select((.r.resources // []) | any(. == "secrets")) | .r.resourceNames[]] | unique) as $allowed
    | ([.[] | select(.kind == "Secret") | .metadata.name] | unique) as $secrets | select($allowed != $secrets) | "\($allowed) \($secrets)"'
  offences "every namespaced object is in the release namespace" "$1" '
    .[] | select(.kind | IN("ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration") | not) | select(.metadata.namespace != "memory-system") | id'
}

# part_settings PART JSON: names of the MEMORY_SYSTEM_ variables the chart sets
part_settings() {
  jq --raw-output "$JQ_DEFINITIONS"' containers | select(.c.name == "'"$1"'") | .c.env[].name | select(startswith("MEMORY_SYSTEM_"))' <<<"$2" | sort
}

# reads PART SOURCES JSON: every variable the chart sets is a property (memory-system.data-dir for MEMORY_SYSTEM_DATA_DIR) in the sources
reads() {
  local variable property unknown=''
  for variable in $(part_settings "$1" "$3"); do
    property=memory-system.$(tr 'A-Z_' 'a-z-' <<<"${variable#MEMORY_SYSTEM_}")
    grep --quiet --recursive --fixed-strings "\"$property\"" "$2" || unknown+="$variable "
  done
  expect_nothing "$VALUES_NAME: $1 reads what it is told" "$unknown"
}

# told PART README JSON: the chart sets exactly the MEMORY_SYSTEM_ variables that the part's README lists
told() {
  local listed set
  listed=$(grep --only-matching --extended-regexp '^\| `MEMORY_SYSTEM_[A-Z_]+`' "$2" | tr -d '|` ' | sort)
  set=$(part_settings "$1" "$3")
  expect_nothing "$VALUES_NAME: $1 is told what it reads" "$(comm -3 <(echo "$listed") <(echo "$set") | grep -v MEMORY_SYSTEM_DEFAULT_PROFILE || true)"
}
