package com.acme.payments;

import java.time.Instant;

/** Who did what, and when. */
record AuditEntry(Instant at, String who, String what, long cents, long before, long after) {}
