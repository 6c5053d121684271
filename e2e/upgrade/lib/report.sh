# shellcheck shell=bash
# One line for each behaviour; what went wrong below it.

LOG=$REPOSITORY_DIR/target/upgrade.log
EVIDENCE=$REPOSITORY_DIR/target/upgrade
PASSED=0 FAILED=0

# behaviour WHAT COMMAND...
behaviour() {
  local what=$1
  shift
  if ("$@") >"$WORK/output" 2>&1; then
    PASSED=$((PASSED + 1))
    say "  ok    $what"
  else
    FAILED=$((FAILED + 1))
    say "  FAIL  $what"
    tail -n 20 "$WORK/output" | sed 's/^/        /' >&2
  fi
}

finish() {
  say "upgrade: $PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ] || die "the upgrade does not keep its promises; objects and logs: $EVIDENCE, $LOG"
}

keep_evidence() {
  mkdir -p "$EVIDENCE"
  cp "$WORK"/* "$EVIDENCE/" 2>/dev/null || true
  "$KUBECTL" get pods,events,memoryprofiles --all-namespaces --output yaml >"$EVIDENCE/objects.yaml" 2>&1 || true
  "$KUBECTL" --namespace "$RELEASE" logs --prefix --all-pods --tail 200 statefulset/memory-system-collector >"$EVIDENCE/collector.log" 2>&1 || true
  "$KUBECTL" --namespace "$RELEASE" logs --prefix --all-pods --tail 200 deployment/memory-system-operator >"$EVIDENCE/operator.log" 2>&1 || true
}
