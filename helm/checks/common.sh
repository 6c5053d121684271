# shellcheck shell=bash
# Counting, telling and the tools every check uses.

PASSED=0
FAILED=0

# tool NAME: path of a binary of the version this project uses
tool() {
  "$REPOSITORY/e2e/cluster/cluster" tool "$1"
}

passed() {
  PASSED=$((PASSED + 1))
}

# failed WHAT: counts it; its details come from stdin
failed() {
  FAILED=$((FAILED + 1))
  printf 'FAILED: %s\n' "$1" >&2
  sed 's/^/    /' >&2
}

# check WHAT COMMAND...: passes when COMMAND does
check() {
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    passed
  else
    failed "$what" <<<"$output"
  fi
}

# expect_nothing WHAT OUTPUT: passes when OUTPUT is empty; each line of it is one offence
expect_nothing() {
  if [ -z "$2" ]; then
    passed
  else
    failed "$1" <<<"$2"
  fi
}

# render VALUES_FILE: the manifests as the chart gives them
render() {
  "$HELM" template memory-system "$CHART" --namespace memory-system --values "$1"
}

# to_json: manifests on stdin become one JSON array
to_json() {
  KUBECONFIG=/dev/null "$KUBECTL" annotate --local --filename - --output json converted-by-test- | jq --slurp .
}

finish() {
  FINISHED=yes
  printf 'chart: %d checks passed, %d failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" -eq 0 ]
}
