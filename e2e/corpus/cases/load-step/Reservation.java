package com.acme.tickets;

/** A seat held for a minute, with the buyer's form. */
record Reservation(String seat, String form, long nanos) {}
