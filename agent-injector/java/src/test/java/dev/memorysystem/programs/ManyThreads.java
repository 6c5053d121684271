package dev.memorysystem.programs;

import java.util.concurrent.CountDownLatch;

/** Two thousand idle threads until the input ends. */
public final class ManyThreads {
  public static void main(String[] args) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 2_000; i++) {
      new Thread(
              null,
              () -> {
                try {
                  end.await();
                } catch (InterruptedException stop) {
                  Thread.currentThread().interrupt();
                }
              },
              "idle-" + i,
              64 * 1024)
          .start();
    }
    while (StandardInput.awaitLine()) {
      continue;
    }
    end.countDown();
    System.out.println("end");
  }
}
