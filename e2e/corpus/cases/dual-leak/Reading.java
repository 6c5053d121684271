package com.acme.meters;

/** What a meter sent, as it came. */
record Reading(long meter, byte[] telegram) {}
