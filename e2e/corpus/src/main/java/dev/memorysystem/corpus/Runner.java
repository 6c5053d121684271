package dev.memorysystem.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the runs that are not yet made, several at a time, a line for each that is finished. */
final class Runner {
  private final Layout layout;
  private final Duration interval;
  private final int atATime;
  private final PrintStream screen;
  private final AtomicInteger finished = new AtomicInteger();

  Runner(Layout layout, Duration interval, int atATime, PrintStream screen) {
    this.layout = layout;
    this.interval = interval;
    this.atATime = atATime;
    this.screen = screen;
  }

  private record Job(RunPlan plan, Workshop.Built built, String inputs, RunFolder folder) {}

  /**
   * Everything is compiled first: what is wrong is said in the first minute.
   *
   * @return in the order of the plans
   */
  List<Scored> run(List<RunPlan> plans)
      throws IOException, InterruptedException, Workshop.NotBuilt {
    List<Job> jobs = jobs(plans);
    Execution execution = new Execution(layout, interval);
    List<Future<Scored>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(atATime)) {
      for (Job job : jobs) {
        running.add(workers.submit(() -> run(job, execution, jobs.size())));
      }
      List<Scored> scored = new ArrayList<>();
      for (Future<Scored> each : running) {
        scored.add(result(each));
      }
      return scored;
    }
  }

  /** What is kept of earlier runs, without new ones; a run that was never made is left out. */
  List<Scored> kept(List<RunPlan> plans) throws IOException {
    List<Scored> scored = new ArrayList<>();
    for (RunPlan plan : plans) {
      RunFolder folder = RunFolder.of(layout.runs(), plan);
      Optional<RunResult> result = folder.read();
      if (result.isPresent()) {
        scored.add(Scoring.score(plan, result.get(), folder));
        screen.println(Words.line(scored.getLast()));
      }
    }
    return scored;
  }

  private List<Job> jobs(List<RunPlan> plans)
      throws IOException, InterruptedException, Workshop.NotBuilt {
    List<Job> jobs = new ArrayList<>();
    for (var each : new Workshop(layout).build(plans).entrySet()) {
      RunPlan plan = each.getKey();
      Workshop.Built built = each.getValue();
      jobs.add(
          new Job(
              plan,
              built,
              plan.inputs(built, layout.agent(), interval),
              RunFolder.of(layout.runs(), plan)));
    }
    return jobs;
  }

  private Scored run(Job job, Execution execution, int of)
      throws IOException, InterruptedException {
    Optional<RunResult> kept = job.folder().kept(job.inputs());
    RunResult result =
        kept.isPresent()
            ? kept.get()
            : execution.run(job.plan(), job.built(), job.inputs(), job.folder());
    Scored scored = Scoring.score(job.plan(), result, job.folder());
    if (kept.isEmpty() && scored.problem() == null && !Scoring.replaysAsTold(job.folder())) {
      scored =
          new Scored(
              job.plan(), null, "watch said otherwise than the replay of its recording says");
    }
    screen.printf(
        "[%d/%d] %s%s%n",
        finished.incrementAndGet(), of, Words.line(scored), kept.isPresent() ? "  (kept)" : "");
    return scored;
  }

  private static Scored result(Future<Scored> running) throws IOException, InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a run failed", e.getCause());
    }
  }
}
