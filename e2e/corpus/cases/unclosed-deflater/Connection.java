package com.acme.chat;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** A client's connection, with permessage-deflate: one compressor for its whole life. */
final class Connection {
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private long sent;

  void send(String message) {
    byte[] frame = new byte[1_024];
    deflater.setInput(message.getBytes(StandardCharsets.UTF_8));
    sent += deflater.deflate(frame, 0, frame.length, Deflater.SYNC_FLUSH);
  }

  void close() {
    if (Boolean.getBoolean("fixed")) {
      deflater.end();
    }
  }

  long sent() {
    return sent;
  }
}
