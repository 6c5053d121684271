package com.acme.uploads;

import java.nio.ByteBuffer;

/** A file as it arrives. */
final class Upload {
  private static final int BUFFER = 64 << 10;

  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER);

  void receive(byte[] part) {
    received.put(part, 0, Math.min(part.length, received.remaining()));
  }

  int size() {
    return received.position();
  }
}
