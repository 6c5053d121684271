package com.acme.warehouse;

/** An article of an order. */
record OrderLine(int article, int quantity, long cents, long order, int position) {}
