package dev.memorysystem.operator.rollout;

/** Why a profile starts no restart now, in words a person reads. */
enum Hold {
  WaitsForTurn("one workload of a namespace at a time, and few in the whole cluster"),
  NotGranted(
      "the operator may not restart workloads: set the chart's value rollout.enabled=true, or restart"
          + " it yourself with kubectl rollout restart"),
  NamespaceNotLabelled("the namespace lacks the label memory-system.dev/injection=enabled"),
  Stopped("the restart of another workload of this profile failed");

  private final String message;

  Hold(String message) {
    this.message = message;
  }

  String message() {
    return message;
  }
}
