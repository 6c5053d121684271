package com.acme.bookings;

import org.pacedload.Lru;

/** A connection to the database with what the driver keeps for it. */
final class Connection {
  private static final int STATEMENTS = 40;

  private final byte[] sent = new byte[64 << 10];
  private final byte[] received = new byte[256 << 10];
  private final Lru<Integer, byte[]> statements = new Lru<>(STATEMENTS);

  int query(int shape, String parameter) throws InterruptedException {
    byte[] statement = statements.get(shape, each -> new byte[4 << 10]);
    for (int i = 0; i < parameter.length(); i++) {
      sent[i] = (byte) parameter.charAt(i);
      received[i] = sent[i];
    }
    Thread.sleep(2);
    return statement.length + received[0];
  }
}
