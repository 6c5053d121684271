package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.DirectiveKind;
import dev.memorysystem.analyzer.plan.Escalation;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.plan.When;
import dev.memorysystem.analyzer.plan.WorkloadPlan;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What agents are asked for, rung by rung. */
class EscalationTest {
  private static final String ORDER = "com.acme.shop.Order";
  private static final String INSTANCE = "instance-1";

  private static final LookSettings WATCHING =
      new LookSettings(
          When.ALWAYS, null, When.ALWAYS, null, When.ON_SUSPICION, Duration.ofMillis(200));

  private static final Heap.Sampler LEAKING =
      (age, random) -> List.of(Heap.leakingSite(ORDER, age, Math.min(90, age / 2), 5, random));

  private static final List<String> FRAMES =
      Heap.leakingSite(ORDER, 300, 1, 0, new Random(1)).frames();

  private static Heap leak() {
    return Heap.of(t -> 20 + 0.2 * t).limit(256).every(5, 10);
  }

  private static WorkloadPlan plan(Run run, LookSettings settings, int age) {
    return Escalation.of(run.state(), settings, Heap.START.plusSeconds(age));
  }

  private static WorkloadPlan plan(Run run, int age) {
    return plan(run, LookSettings.DEFAULT, age);
  }

  @Test
  void withoutSuspicionNobodyIsAskedForAnything() {
    Run run = Run.of(Heap.of(t -> 40).noise(4).sampled(LEAKING).signals(900));

    assertThat(plan(run, 900)).isEqualTo(WorkloadPlan.DEFAULT);
    assertThat(plan(run, 900).of(INSTANCE)).isEqualTo(Plan.DEFAULT);
  }

  @Test
  void whatIsSuspectedIsWalkedToFromItsSites() {
    Run run = Run.of(leak().sampled(LEAKING).signals(600));

    Plan plan = plan(run, 600).of(INSTANCE);

    assertThat(plan.walk().targets())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.type()).isEqualTo(ORDER);
              assertThat(FRAMES).containsSequence(target.frames());
              assertThat(target.frames()).contains("com.acme.shop.Orders.add(Store.java:41)");
            });
    assertThat(plan.directives())
        .extracting(Directive::kind)
        .containsExactly(DirectiveKind.STACK_SAMPLES);
    assertThat(plan(run, 600).of("another")).isEqualTo(Plan.DEFAULT);
  }

  @Test
  void ofManyReplicasTwoAreAskedAndAlwaysTheSame() {
    List<Signal> signals = new ArrayList<>();
    for (String id : List.of("5", "3", "1", "4", "2")) {
      signals.addAll(leak().sampled(LEAKING).as(id, Heap.START).signals(600));
    }
    Run run = Run.of(Walked.together(signals));

    assertThat(plan(run, 600).special()).containsOnlyKeys("instance-1", "instance-2");
    run.feed(leak().sampled(LEAKING).as("4", Heap.START).signals(601, 700));
    assertThat(plan(run, 700).special()).containsOnlyKeys("instance-1", "instance-2");
  }

  @Test
  void thoseThatLeakAreAskedBeforeThoseThatDoNot() {
    List<Signal> signals = new ArrayList<>();
    for (String id : List.of("1", "2", "3", "4")) {
      Heap heap = id.equals("3") ? leak() : Heap.of(t -> 40).limit(256).every(5, 10);
      signals.addAll(heap.sampled(LEAKING).as(id, Heap.START).signals(600));
    }

    WorkloadPlan plan = plan(Run.of(Walked.together(signals)), 600);

    assertThat(plan.special()).containsOnlyKeys("instance-1", "instance-3");
    assertThat(plan.of("instance-1").walk().targets())
        .as("its sites, though none looks like a leak's")
        .extracting(Plan.Target::type)
        .containsExactly(ORDER);
  }

  @Test
  void aPathThatIsKnownIsLookedForAgainWhenTheLiveSetHasGrownByAFifth() {
    Heap heap = leak().sampled(LEAKING);
    Run run =
        Run.of(
            Walked.together(
                heap.signals(420),
                List.of(
                    Walked.reached(
                        heap.process(), 400, ORDER, FRAMES, "com.acme.shop.Basket.open", 4000))));

    assertThat(run.finding().state()).isNotEqualTo(FindingState.RESOLVED);
    assertThat(plan(run, 420).of(INSTANCE).walk()).isEqualTo(Plan.DEFAULT.walk());
    // 100 MiB at 400 s, 130 MiB at 550 s
    run.feed(heap.signals(421, 550));
    assertThat(plan(run, 550).of(INSTANCE).walk().targets()).hasSize(1);
  }

  @Test
  void whereNothingIsKnownForLongTheClassesAreCountedTwice() {
    Run run = Run.of(leak().signals(900));
    Instant since = run.finding().transitions().getFirst().at();

    assertThat(run.finding().state()).isNotEqualTo(FindingState.RESOLVED);
    assertThat(censuses(run, since.plusSeconds(599))).isEmpty();
    assertThat(censuses(run, since.plusSeconds(600)))
        .containsExactly(
            new Directive(
                "census-1/" + run.finding().id(), DirectiveKind.CLASS_CENSUS, 0.2, null, null));
    assertThat(Escalation.of(run.state(), WATCHING, since.plusSeconds(600)).of(INSTANCE))
        .extracting(Plan::rules)
        .isEqualTo(Plan.Rules.ALL);
    assertThat(censuses(run, since.plusSeconds(86_400)))
        .extracting(Directive::id)
        .containsExactly("census-1/" + run.finding().id(), "census-2/" + run.finding().id());
  }

  private static List<Directive> censuses(Run run, Instant at) {
    return Escalation.of(run.state(), LookSettings.DEFAULT, at).of(INSTANCE).directives().stream()
        .filter(directive -> directive.kind() == DirectiveKind.CLASS_CENSUS)
        .toList();
  }

  @Test
  void whoWorksIsAskedOnceWhenItIsSuspectedAndOnceWhenItIsConfirmed() {
    List<Transition> told = Run.of(leak().sampled(LEAKING).signals(1100)).finding().transitions();
    assertThat(told)
        .extracting(Transition::state)
        .startsWith(FindingState.SUSPECTED, FindingState.CONFIRMED);

    for (int number = 1; number <= 2; number++) {
      int age = (int) Duration.between(Heap.START, told.get(number - 1).at()).toSeconds();
      Run run = Run.of(leak().sampled(LEAKING).signals(age + 1));
      String id = run.finding().id();
      assertThat(plan(run, age + 1).of(INSTANCE).directives())
          .containsExactly(
              new Directive(
                  "stacks-%d/%s".formatted(number, id),
                  DirectiveKind.STACK_SAMPLES,
                  0.005,
                  null,
                  30L));
    }
  }

  @Test
  void whoWorksIsAskedWhateverGrowsUnlessTheProfileAllowsNoSuchStop() {
    Run threads = Run.of(new Jvm().set(Jvm.Resource.THREADS, t -> 30 + t / 3).signals(900));
    LookSettings strict =
        new LookSettings(When.ALWAYS, null, When.ALWAYS, null, When.NEVER, Duration.ofMillis(4));

    assertThat(plan(threads, 900).special().values())
        .singleElement()
        .satisfies(
            plan ->
                assertThat(plan.directives())
                    .extracting(Directive::kind)
                    .containsExactly(DirectiveKind.STACK_SAMPLES));
    assertThat(plan(threads, strict, 900)).isEqualTo(WorkloadPlan.DEFAULT);
  }

  @Test
  void whatGrowsBesideTheHeapIsWatchedForWhoLeavesItBehind() {
    Run threads = Run.of(new Jvm().set(Jvm.Resource.THREADS, t -> 30 + t / 3).signals(900));
    Run classes = Run.of(new Jvm().set(Jvm.Resource.METASPACE, t -> 40 + t / 12).signals(900));
    Run files = Run.of(new Jvm().set(Jvm.Resource.MAPPED_BUFFERS, t -> 40 * t).signals(900));

    assertThat(plan(threads, WATCHING, 900).special().values())
        .extracting(plan -> plan.rules().enabled())
        .containsExactly(List.of(Plan.Rules.RUNNING_EXECUTORS));
    assertThat(plan(classes, WATCHING, 900).special().values())
        .extracting(plan -> plan.rules().enabled())
        .containsExactly(List.of(Plan.Rules.STAYING_CLASS_LOADERS));
    assertThat(plan(files, WATCHING, 900).special().values())
        .as("no rule tells more of mapped files")
        .extracting(plan -> plan.rules().enabled())
        .containsExactly(List.of());
    assertThat(plan(threads, 900).special().values())
        .as("not by default")
        .extracting(Plan::rules)
        .containsOnly(Plan.Rules.NONE);
  }

  @Test
  void whatIsNamedNeedsNoCensus() {
    Run run = Run.of(leak().sampled(LEAKING).signals(600));

    assertThat(censuses(run, Heap.START.plusSeconds(86_400))).isEmpty();
    assertThat(plan(run, 86_400).of(INSTANCE).walk().targets()).isNotEmpty();
    assertThat(plan(run, WATCHING, 86_400).of(INSTANCE).rules()).isEqualTo(Plan.Rules.NONE);
  }

  @Test
  void theProfileSaysWhatMayBeLookedAtAndWhatItMayCost() {
    Run quiet = Run.of(Heap.of(t -> 40).noise(4).signals(900));
    Run leaking = Run.of(leak().sampled(LEAKING).signals(600));
    LookSettings onSuspicion =
        new LookSettings(
            When.ON_SUSPICION, 0.001, When.NEVER, 0.002, When.NEVER, Duration.ofSeconds(1));

    Plan calm = plan(quiet, onSuspicion, 900).of(INSTANCE);
    assertThat(calm.sampling()).isEqualTo(new Plan.Sampling(false, 0.001));
    assertThat(calm.walk()).isEqualTo(new Plan.Walk(false, false, 0.002, List.of()));
    Plan suspected = plan(leaking, onSuspicion, 600).of(INSTANCE);
    assertThat(suspected.sampling().enabled()).isTrue();
    assertThat(suspected.walk().targets()).as("walks are never allowed").isEmpty();
    LookSettings never =
        new LookSettings(When.NEVER, null, When.ALWAYS, null, When.ALWAYS, Duration.ofSeconds(1));
    assertThat(plan(leaking, never, 600).usual().sampling().enabled()).isFalse();
    assertThat(plan(leaking, never, 600).of(INSTANCE).rules()).isEqualTo(Plan.Rules.ALL);
    Run unnamed = Run.of(leak().signals(900));
    assertThat(plan(unnamed, onSuspicion, 86_400).of(INSTANCE).rules())
        .as("rules are never allowed")
        .isEqualTo(Plan.Rules.NONE);
  }

  @Test
  void onSuspicionContainersAreCountedAlwaysAndPathsAreLookedForByTheTwoThatAreAsked() {
    LookSettings onSuspicion =
        new LookSettings(
            When.ALWAYS, null, When.ON_SUSPICION, null, When.NEVER, Duration.ofSeconds(1));
    Run quiet = Run.of(Heap.of(t -> 40).noise(4).sampled(LEAKING).signals(900));
    Run leaking = Run.of(leak().sampled(LEAKING).signals(600));
    Plan.Walk counting = new Plan.Walk(true, false, null, List.of());

    assertThat(plan(quiet, onSuspicion, 900).of(INSTANCE).walk()).isEqualTo(counting);
    assertThat(plan(leaking, onSuspicion, 600).of("another").walk()).isEqualTo(counting);
    Plan.Walk looking = plan(leaking, onSuspicion, 600).of(INSTANCE).walk();
    assertThat(looking.paths()).isTrue();
    assertThat(looking.targets()).hasSize(1);
  }

  @Test
  void whatAPersonIgnoresIsNotLookedInto() {
    Run run = Run.of(leak().sampled(LEAKING).signals(600));
    run.feed(
        new DetectionSettings(
            Heap.WORKLOAD,
            Heap.START.plusSeconds(601),
            0.5,
            Duration.ofDays(7),
            Map.of(run.finding().id(), new Triage(TriageState.IGNORED, null, null))));

    assertThat(plan(run, 601)).isEqualTo(WorkloadPlan.DEFAULT);
  }

  @Test
  void aProcessThatIsGoneIsNotAsked() {
    Heap second = leak().sampled(LEAKING).as("2", Heap.START);
    Run run = Run.of(Walked.together(leak().sampled(LEAKING).signals(600), second.signals(900)));

    assertThat(plan(run, 900).special()).containsOnlyKeys("instance-2");
  }
}
