# shellcheck shell=bash
# Wrong values are refused, each with a message that names the value and says what is wrong with it.

# refuses MESSAGE HELM_ARGUMENT...
refuses() {
  local message=$1 output
  shift
  if output=$("$HELM" template memory-system "$CHART" "$@" 2>&1 >/dev/null); then
    failed "accepted: $*" <<<"expected: $message"
  elif grep --quiet --fixed-strings -- "$message" <<<"$output"; then
    passed
  else
    printf 'expected: %s\ngot: %s\n' "$message" "$output" | failed "refused in other words: $*"
  fi
}

refuse_bad_values() {
  # names that do not exist
  refuses "at '': additional properties 'colector' not allowed" --set colector.replicas=1
  refuses "at '/collector': additional properties 'replicas' not allowed" --set collector.replicas=3
  refuses "at '/webhook': additional properties 'failurePolicy' not allowed" --set webhook.failurePolicy=Fail
  refuses "at '/defaultProfile/spec': additional properties 'rollout' not allowed" --set defaultProfile.spec.rollout=OnChange
  refuses "at '/imagePullSecrets/0': got string, want object" --set 'imagePullSecrets={mirror}'
  # types, ranges and alternatives
  refuses "at '/image/tag': got number, want string" --set image.tag=1
  refuses "at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'" --set image.pullPolicy=Sometimes
  refuses "at '/operator/replicas': minimum: got 0, want 1" --set operator.replicas=0
  refuses "at '/operator/replicas': got string, want integer" --set-string operator.replicas=two
  refuses "at '/webhook/timeoutSeconds': maximum: got 30, want 10" --set webhook.timeoutSeconds=30
  refuses "at '/agent/intervalSeconds': minimum: got 0, want 1" --set agent.intervalSeconds=0
  refuses "at '/collector/persistence/whenDeleted': value must be one of 'Delete', 'Retain'" --set collector.persistence.whenDeleted=Keep
  refuses "at '/collector/resources': missing property 'limits'" --set collector.resources.limits=null
  refuses "at '/collector/extraEnv/0/value': got number, want string" --set 'collector.extraEnv[0].name=A' --set 'collector.extraEnv[0].value=1'
  refuses "at '/defaultProfile/spec/overhead/cpuPercent': maximum: got 200, want 100" --set defaultProfile.spec.overhead.cpuPercent=200
  refuses "at '/defaultProfile/spec/capture/retainedPaths': value must be one of 'Never', 'OnSuspicion', 'Always'" --set defaultProfile.spec.capture.retainedPaths=never
  refuses "at '/collector/retentionDays/series': minimum: got 0, want 1" --set collector.retentionDays.series=0
  refuses "at '/rollout/enabled': got string, want boolean" --set-string rollout.enabled=yes
  refuses "at '/rollout': additional properties 'mode' not allowed" --set rollout.mode=OnChange
  refuses "at '/collector/podSecurityContext/runAsUser': got string, want null or integer" --set-string collector.podSecurityContext.runAsUser=me
  # forms
  refuses 'operator.image.tag: "no sense!" is no part of an image' --set 'operator.image.tag=no sense!'
  refuses 'operator.priorityClassName: "High Priority" is not a name in Kubernetes; write up to 63' --set 'operator.priorityClassName=High Priority'
  refuses 'collector.persistence.size: "10GB" is not a Kubernetes quantity; write for example 512Mi' --set collector.persistence.size=10GB
  refuses 'collector.persistence.size: "0" is too small to keep anything; write 128Mi or more' --set collector.persistence.size=0
  refuses 'image.registry: "https://registry.example.com" is no part of an image' --set image.registry=https://registry.example.com
  refuses "at '/webhook/excludedNamespaces/0': 'Shop' does not match pattern" --set 'webhook.excludedNamespaces={Shop}'
  refuses 'collector.persistence.databaseSize: "5GB" is not a Kubernetes quantity' --set collector.persistence.databaseSize=5GB
  refuses 'collector.persistence.databaseSize: "9Gi" leaves less than an eighth of collector.persistence.size (10Gi)' --set collector.persistence.databaseSize=9Gi
  refuses 'collector.persistence.databaseSize: "1Gi" leaves less than an eighth of collector.persistence.size (1G)' --set collector.persistence.databaseSize=1Gi --set collector.persistence.size=1G
  refuses 'collector.persistence.databaseSize: "1Mi" is less than findings need' --set collector.persistence.databaseSize=1Mi
  refuses 'collector.extraEnv: MEMORY_SYSTEM_MAX_DATABASE_BYTES is set by the chart' --set 'collector.extraEnv[0].name=MEMORY_SYSTEM_MAX_DATABASE_BYTES'
  refuses 'operator.resources.limits.cpu: "half" is not a Kubernetes quantity; write for example 500m' --set operator.resources.limits.cpu=half
  refuses 'agent.resources.requests.memory: "32MB" is not a Kubernetes quantity' --set agent.resources.requests.memory=32MB
  refuses 'defaultProfile.spec.overhead.memory: "lots" is not a Kubernetes quantity' --set defaultProfile.spec.overhead.memory=lots
  refuses 'defaultProfile.spec.overhead.longestPause: "2min" is not a duration; write a whole number with its unit (ms, s), for example 200ms' --set defaultProfile.spec.overhead.longestPause=2min
  refuses 'defaultProfile.spec.detection.horizon: "a week" is not a duration' --set 'defaultProfile.spec.detection.horizon=a week'
  refuses 'metrics.serviceMonitor.interval: "30" is not a duration' --set-string metrics.serviceMonitor.interval=30
  refuses 'operator.image.digest: "sha256:1234" is not a digest' --set operator.image.digest=sha256:1234
  # what the chart holds on to
  refuses 'operator.extraEnv: MEMORY_SYSTEM_NAMESPACE is set by the chart' --set 'operator.extraEnv[0].name=MEMORY_SYSTEM_NAMESPACE'
  refuses 'collector.podSecurityContext.runAsNonRoot cannot be changed' --set collector.podSecurityContext.runAsNonRoot=false
}
