package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** CronJobs whose controller is made to start a run at once. */
public final class CronJobs {
  private static final Duration A_WHILE_AGO = Duration.ofMinutes(5);
  private static final Duration LONG_AGO = Duration.ofHours(3);

  private CronJobs() {}

  /** One with such Jobs, whose next run is most of an hour away. */
  public static CronJob hourly(String name, Job job) {
    return new CronJobBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withSchedule(schedule(A_WHILE_AGO))
        .withNewJobTemplate()
        .withSpec(job.getSpec())
        .endJobTemplate()
        .endSpec()
        .build();
  }

  /**
   * Makes the controller believe that it missed the run that was due so long ago, under an hour,
   * which it then makes up for. Another minute is another run.
   */
  public static void missed(String namespace, String name, Duration ago) {
    Resource<CronJob> cronJob =
        Cluster.CLIENT.batch().v1().cronjobs().inNamespace(namespace).withName(name);
    cronJob.edit(
        stored ->
            new CronJobBuilder(stored).editSpec().withSchedule(schedule(ago)).endSpec().build());
    cronJob.editStatus(
        stored -> {
          CronJobStatus status =
              stored.getStatus() == null ? new CronJobStatus() : stored.getStatus();
          status.setLastScheduleTime(
              Instant.now().minus(LONG_AGO).truncatedTo(ChronoUnit.SECONDS).toString());
          stored.setStatus(status);
          return stored;
        });
  }

  private static String schedule(Duration ago) {
    return Instant.now().minus(ago).atOffset(ZoneOffset.UTC).getMinute() + " * * * *";
  }
}
