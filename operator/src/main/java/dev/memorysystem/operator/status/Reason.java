package dev.memorysystem.operator.status;

import dev.memorysystem.injection.SkipReason;

/**
 * Why a condition, a pod or a finding is as it is, and the reason of Events; the names are shown.
 */
public enum Reason {
  // Ready
  Reconciled,
  CollectorUnavailable,
  PodsTaken,
  SelectorInvalid,
  UnknownFindings,

  // Injected
  AllInjected,
  PodsNotInjected,
  NamespaceNotLabelled,
  NoPods,

  // Collecting
  AllReporting,
  PodsNotReporting,
  WaitingForPods,

  // LeakDetected, and findings
  LeakSuspected,
  LeakConfirmed,
  LeakResolved,
  LeakAcknowledged,
  LeakIgnored,
  NoLeak,
  InsufficientEvidence,

  // Pods that are not injected
  OptedOut,
  AgentDisabled,
  NoProfile,
  StartedBeforeLabel,
  StartedBeforeProfile,
  WebhookMissed,
  MirrorPod,
  Windows,
  ValueFrom,
  ConfigMapUnavailable,
  ConfigMapMissing,
  MountTaken,
  NameTaken,
  ConflictingOptions,
  NoServiceAccount,
  ResourceLimits,
  AgentImageUnavailable,
  AgentInstallFailing,
  CrashesWithAgent,
  RefusedWithAgent,
  IdentityUnavailable,
  PodTooLarge,

  // Injected pods that do not report
  NotReportingYet,
  AgentSilent,
  AuthorityReplaced,
  NoSupportedRuntime,

  // RolledOut, and restarted workloads
  RolloutComplete,
  RolloutInProgress,
  RolloutRefused,
  RolloutNotGranted,
  RolloutFailed,
  RestartedForAgent;

  /** The same reason where injection gave it. */
  public static Reason of(SkipReason reason) {
    return switch (reason) {
      case OptedOut -> OptedOut;
      case NoProfile -> NoProfile;
      case AgentDisabled -> AgentDisabled;
      case MirrorPod -> MirrorPod;
      case Windows -> Windows;
      case ValueFrom -> ValueFrom;
      case ConfigMapUnavailable -> ConfigMapUnavailable;
      case ConfigMapMissing -> ConfigMapMissing;
      case MountTaken -> MountTaken;
      case NameTaken -> NameTaken;
      case ConflictingOptions -> ConflictingOptions;
      case NoServiceAccount -> NoServiceAccount;
      case ResourceLimits -> ResourceLimits;
      case AgentImageUnavailable -> AgentImageUnavailable;
      case AgentInstallFailing -> AgentInstallFailing;
      case CrashesWithAgent -> CrashesWithAgent;
      case RefusedWithAgent -> RefusedWithAgent;
      case IdentityUnavailable -> IdentityUnavailable;
      case PodTooLarge -> PodTooLarge;
    };
  }

  /** Whether the agent itself does harm: told before all else. */
  boolean isTrouble() {
    return switch (this) {
      case AgentImageUnavailable, AgentInstallFailing, CrashesWithAgent, RefusedWithAgent -> true;
      default -> false;
    };
  }

  /** Whether someone wants it so, or it cannot be otherwise: nothing to put right. */
  public boolean isIntended() {
    return switch (this) {
      case OptedOut, AgentDisabled, NoProfile, MirrorPod, Windows -> true;
      default -> false;
    };
  }
}
