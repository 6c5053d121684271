package com.acme.telemetry;

/** The last telegrams, oldest replaced first. */
final class Ring {
  private final byte[][] telegrams;
  private int next;

  Ring(int slots) {
    telegrams = new byte[slots][];
  }

  synchronized void add(byte[] telegram) {
    telegrams[next] = telegram;
    next = (next + 1) % telegrams.length;
  }

  synchronized byte[] last() {
    return telegrams[Math.floorMod(next - 1, telegrams.length)];
  }
}
