package com.acme.listeners;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A listener's pool of direct buffers, all made at its start. */
final class Buffers {
  private static final int BUFFER = 64 << 10;

  private final BlockingQueue<ByteBuffer> free;

  Buffers(int count) {
    free = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      free.add(ByteBuffer.allocateDirect(BUFFER));
    }
  }

  int pass(byte[] content) throws InterruptedException {
    ByteBuffer buffer = free.take();
    try {
      return buffer.clear().put(content, 0, Math.min(content.length, BUFFER)).position();
    } finally {
      free.put(buffer);
    }
  }
}
