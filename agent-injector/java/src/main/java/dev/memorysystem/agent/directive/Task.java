package dev.memorysystem.agent.directive;

/** How directives of one kind are carried out. Called by one thread at a time. */
interface Task {
  /**
   * @param budget what the directive and the pod's settings allow
   * @param cost is told what is predicted, before anything is done, and what was measured
   * @throws Refused before the application could notice anything
   * @throws Exception when it was tried in vain
   */
  Result carryOut(Directive directive, Budget budget, Cost cost) throws Exception;
}
