# shellcheck shell=bash
# What every part uses: where things are, messages, timed steps.

REPOSITORY_DIR=$(cd "$CLUSTER_DIR/../.." && pwd)
CACHE_DIR=${XDG_CACHE_HOME:-$HOME/.cache}/memory-system
export REPOSITORY_DIR CACHE_DIR

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

# step WHAT LOG COMMAND...: runs COMMAND with its output in LOG, prints one line: what it does, how long it took.
# COMMAND runs in a subshell with errexit on: what it must leave behind, it leaves in files.
step() {
  local what=$1 log=$2 started=$EPOCHREALTIME status
  shift 2
  mkdir -p "$(dirname "$log")"
  printf '  %-60s' "$what" >&2
  set +e
  (
    set -e
    "$@"
  ) >>"$log" 2>&1 </dev/null
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    printf 'failed\n' >&2
    say "--- the end of $log:"
    tail -n 25 "$log" >&2
    die "$what: failed (exit code $status), see $log"
  fi
  printf '%6.1f s\n' "$(seconds_since "$started")" >&2
}

# seconds_since EPOCHREALTIME: seconds with three decimals
seconds_since() {
  local micros=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf '%d.%03d' $((micros / 1000000)) $((micros / 1000 % 1000))
}

# wait_until SECONDS COMMAND...: true as soon as COMMAND is, false when the time is over
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}
