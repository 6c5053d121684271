# shellcheck shell=bash
# The user's side: a labelled namespace with a profile, a service that leaks, pods that are created all the time.

SHOP=upgrade-shop
LEAKY=checkout-leaky
# Seconds until a leak is confirmed at most; on an idle machine it takes 150.
# 0.1.0 may put a leak down to one site after another, and confirm it only in the next life of the process, 10 minutes on.
PATIENCE=1500
# Exit code of a JVM with -XX:+ExitOnOutOfMemoryError.
OUT_OF_MEMORY=3

in_shop() { "$KUBECTL" --namespace "$SHOP" "$@"; }

start_leaking() {
  "$KUBECTL" create namespace "$SHOP"
  "$KUBECTL" label namespace "$SHOP" memory-system.dev/injection=enabled pod-security.kubernetes.io/enforce=restricted
  in_shop apply --filename - <<END
apiVersion: memory-system.dev/v1alpha1
kind: MemoryProfile
metadata: {name: shop}
END
  wait_until 60 admission_injects
  sed 's/^  namespace: shop$/  namespace: '"$SHOP"'/' "$REPOSITORY_DIR/e2e/workloads/k8s/$LEAKY.yaml" | "$KUBECTL" apply --filename -
  wait_until "$PATIENCE" confirmed
}

# admission_injects [VERSION]: a pod asked for now would get the agent, of that version
admission_injects() {
  pod asked-for | in_shop create --dry-run=server --output json --filename - |
    jq --exit-status --arg version "${1:-}" '[.spec.initContainers[]?.image] | any(endswith(":" + $version) or $version == "")' >/dev/null
}

confirmed() { [ -n "$(finding '.state')" ]; }

# finding JQ: something of the confirmed finding in the profile's status
finding() {
  in_shop get memoryprofile shop --output json | jq --raw-output ".status.findings[]? | select(.state == \"confirmed\") | $1"
}

# what must be the same afterwards
identity() { finding '[.id, .kind, .type, .holder, .workload, .allocationSite, [.transitions[]? | [.state, .at]]] | tostring'; }

remember_finding() {
  identity >"$WORK/finding"
  tellings >"$WORK/told"
  uids >"$WORK/uids"
}

finding_survives() {
  local now
  now=$(identity)
  diff "$WORK/finding" - <<<"$now"
}

# tellings: the Events that tell of the leak, with how often each was repeated
tellings() {
  in_shop get events.events.k8s.io --output json |
    jq --raw-output '.items[] | select(.reason == "LeakConfirmed") | "\(.regarding.kind) \(.regarding.name) \(.series.count // 0)"' | sort
}

told_once() { tellings | diff "$WORK/told" -; }

uids() { in_shop get pods --selector "app.kubernetes.io/name=$LEAKY" --output 'jsonpath={.items[*].metadata.uid}'; }

# applications_untouched: the service's pod is the one it was, and no container of anyone was ended. The JVM that leaks
# ends by itself after some minutes, with OUT_OF_MEMORY.
applications_untouched() {
  uids | cmp "$WORK/uids" - &&
    in_shop get pods --output json | jq --exit-status --argjson own "$OUT_OF_MEMORY" '
      [.items[] | .metadata.name as $pod | .status.containerStatuses[]? | select(.lastState.terminated.exitCode // $own | . != $own)
        | {$pod, lastState}] == []'
}

# pod NAME: one that runs no JVM, admitted under Pod Security "restricted"
pod() {
  cat <<END
apiVersion: v1
kind: Pod
metadata: {name: $1, labels: {part: created}}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 0
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: app
      image: memory-system/workload-leaky:$(chart_version "$CHART")
      imagePullPolicy: IfNotPresent
      command: [sleep, "1000000"]
      resources: {requests: {cpu: 1m, memory: 8Mi}, limits: {memory: 32Mi}}
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
END
}

# create_pods_until_told: one a second; milliseconds of each go to `created`, what failed to `refused`
create_pods_until_told() {
  local number=0 started
  : >"$WORK/created"
  : >"$WORK/refused"
  until [ -e "$WORK/enough" ]; do
    number=$((number + 1))
    started=${EPOCHREALTIME/[.,]/}
    if pod "created-$number" | in_shop create --request-timeout 15s --filename - >/dev/null 2>>"$WORK/refused"; then
      printf '%d\n' $(((${EPOCHREALTIME/[.,]/} - started) / 1000)) >>"$WORK/created"
    fi
    sleep 1
  done
}

nothing_refused() { [ -s "$WORK/created" ] && { [ ! -s "$WORK/refused" ] || { cat "$WORK/refused" && false; }; }; }

created_pods_run() { in_shop wait pods --selector part=created --for condition=Ready --timeout 120s; }

new_agent_injected() { wait_until 120 admission_injects "$(chart_version "$CHART")"; }

# old_agent_reports: it is the previous version's, and the new collector hears of it again and again
old_agent_reports() {
  local uid first
  uid=$(cat "$WORK/uids")
  [[ "$(heard_of "$uid" .agentVersion)" != "$(chart_version "$CHART")"* ]] || { echo "the agent is the new one" && false; }
  first=$(heard_of "$uid" .lastSeen)
  wait_until 60 heard_again "$uid" "$first"
}

heard_again() { [[ "$(heard_of "$1" .lastSeen)" > "$2" ]]; }

# heard_of POD_UID JQ: something of the process of this pod that the collector heard of last
heard_of() {
  collector "/api/v1/processes?namespace=$SHOP" |
    jq --raw-output --arg uid "$1" "[.[] | select(.podUid == \$uid)] | max_by(.lastSeen) | $2"
}

pod_without_release() {
  pod without-release | in_shop create --filename - && in_shop wait pod/without-release --for condition=Ready --timeout 60s &&
    in_shop get pod without-release --output json | jq --exit-status '.spec.initContainers == null'
}

remove_applications() { "$KUBECTL" delete namespace "$SHOP" --ignore-not-found --timeout 2m; }
