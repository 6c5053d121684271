package com.acme.tickets;

import java.util.ArrayDeque;
import java.util.Deque;

/** Reservations in order of time; the old ones lapse. */
final class Reservations {
  private final Deque<Reservation> byTime = new ArrayDeque<>();
  private final long expiryNanos;

  Reservations(long expiryNanos) {
    this.expiryNanos = expiryNanos;
  }

  synchronized void add(Reservation reservation) {
    byTime.addLast(reservation);
    while (reservation.nanos() - byTime.getFirst().nanos() > expiryNanos) {
      byTime.removeFirst();
    }
  }

  synchronized int size() {
    return byTime.size();
  }
}
