package com.acme.meters;

/** Use of a meter by quarter of an hour. */
record Sum(long meter, double[] quarters) {
  double total() {
    double total = 0;
    for (double quarter : quarters) {
      total += quarter;
    }
    return total;
  }
}
