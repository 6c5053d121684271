package com.acme.rules;

/** A pricing rule; lives in the application's class loader. */
public interface Rule extends AutoCloseable {
  long price(long cents, String customer);

  /** The rule was replaced. */
  @Override
  void close();
}
