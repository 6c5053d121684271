package com.acme.payments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was done; meant to be sent somewhere. */
final class AuditTrail {
  private static final List<AuditEntry> ENTRIES = Collections.synchronizedList(new ArrayList<>());

  /** Entries kept once they are sent elsewhere. */
  private static final int KEPT = 1_000;

  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private AuditTrail() {}

  static void add(AuditEntry entry) {
    ENTRIES.add(entry);
    if (FIXED && ENTRIES.size() > KEPT) {
      ENTRIES.clear();
    }
  }
}
