package com.acme.embedded;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A database's thread: writes what is put into its queue. */
final class Dispatcher extends Thread {
  /** Ends the thread. */
  private static final long STOP = -1;

  private final PageBuffers buffers;
  private final BlockingQueue<Long> writes = new LinkedBlockingQueue<>();

  Dispatcher(PageBuffers buffers) {
    super("database-dispatcher");
    this.buffers = buffers;
    setDaemon(true);
  }

  void write(long value) {
    writes.add(value);
  }

  void end() {
    writes.add(STOP);
  }

  @Override
  public void run() {
    try {
      for (long value = writes.take(); value != STOP; value = writes.take()) {
        buffers.write(value);
      }
    } catch (InterruptedException e) {
      currentThread().interrupt();
    }
  }
}
