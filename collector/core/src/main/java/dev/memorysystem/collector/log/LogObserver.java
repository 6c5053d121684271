package dev.memorysystem.collector.log;

import java.io.IOException;
import java.time.Duration;

/** What a log tells its operators. Called by the writing thread: must not block. */
public interface LogObserver {
  /** A batch of entries reached the disk. */
  void synced(int entries, Duration took);

  /** A batch could not be written; its appends have failed. */
  void failed(int entries, IOException reason);

  /** For those who do not watch. */
  LogObserver NONE =
      new LogObserver() {
        @Override
        public void synced(int entries, Duration took) {}

        @Override
        public void failed(int entries, IOException reason) {}
      };
}
