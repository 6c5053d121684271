package dev.memorysystem.operator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Whether this replica is the one that writes. One that loses it, as the API server was away for
 * longer than its lease, ends and is started anew: two that write would be worse.
 */
@Singleton
public final class Leadership {
  private static final Logger LOG = Logger.getLogger(Leadership.class);

  private final List<Runnable> onGained = new CopyOnWriteArrayList<>();
  private volatile boolean leader;
  private volatile boolean stopping;

  public boolean isLeader() {
    return leader;
  }

  /**
   * @param listener called when this replica begins to lead; must be quick
   */
  public void onGained(Runnable listener) {
    onGained.add(listener);
  }

  void gained() {
    LOG.info("leading: this replica reconciles");
    leader = true;
    onGained.forEach(Runnable::run);
  }

  void lost() {
    leader = false;
    if (!stopping) {
      LOG.error("no longer leading: the lease could not be renewed; ending to start anew");
      Quarkus.asyncExit(1);
    }
  }

  /** Before anything else stops: giving the lease back is no loss. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
  }
}
