package com.acme.docs;

/** What was written at a place. */
record Edit(int at, String text) {}
