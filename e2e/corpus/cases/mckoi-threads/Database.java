package com.acme.embedded;

/** A small embedded database, opened for one archive. */
final class Database implements AutoCloseable {
  private static final boolean FIXED = Boolean.getBoolean("fixed");
  private static final int PAGES = 32;

  private final Dispatcher dispatcher = new Dispatcher(new PageBuffers(PAGES));

  Database() {
    dispatcher.start();
  }

  void insert(long value) {
    dispatcher.write(value);
  }

  @Override
  public void close() {
    if (FIXED) {
      dispatcher.end();
    }
  }
}
