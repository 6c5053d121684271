package com.acme.tracking;

import java.time.Instant;

/** One scan of a parcel on its way. */
record ParcelEvent(Instant at, String depot, String note) {}
