package dev.memorysystem.agent.export;

import java.io.IOException;

/**
 * Asks the collector questions, one after the other, by the same ways and rights as {@link
 * Exporter} sends.
 */
public final class Fetch {
  /** Milliseconds for an exchange, beside what the collector may hold it. */
  private static final int TIMEOUT = 10_000;

  private final Http http;

  /**
   * @param longestWait milliseconds that the collector is asked to hold a question, at most
   */
  public Fetch(Destination destination, int longestWait) {
    this.http = new Http(destination, longestWait + TIMEOUT);
  }

  /** What it answered. */
  public static final class Reply {
    private final int status;
    private final String etag;
    private final long retryAfterSeconds;
    private final byte[] body;

    private Reply(int status, String etag, long retryAfterSeconds, byte[] body) {
      this.status = status;
      this.etag = etag;
      this.retryAfterSeconds = retryAfterSeconds;
      this.body = body;
    }

    public int status() {
      return status;
    }

    /** With its quotes; empty when it has none. */
    public String etag() {
      return etag;
    }

    /** 0 when it does not say. */
    public long retryAfterSeconds() {
      return retryAfterSeconds;
    }

    public byte[] body() {
      return body.clone();
    }
  }

  /**
   * @param path with its query, appended to the endpoint
   * @param etag of what is known; empty for nothing
   * @param waitSeconds that the collector may hold the question until there is something else
   * @throws IOException when there is no connection, or no answer whose body's end was found, or
   *     one that is too large
   */
  public Reply get(String path, String etag, int waitSeconds) throws IOException {
    String known =
        etag.isEmpty() ? "" : "If-None-Match: " + etag + "\r\nPrefer: wait=" + waitSeconds + "\r\n";
    Answer answer = http.send(Request.get(path, "Accept: application/json\r\n" + known));
    if (answer.status == 200 && !answer.isWhole) {
      throw new IOException("the answer is too large, of unknown length, or not whole");
    }
    return new Reply(answer.status, answer.etag, answer.retryAfterSeconds, answer.body);
  }

  /** Breaks off an exchange that takes too long; called by another thread now and then. */
  public void closeIfOverdue() {
    http.closeIfOverdue();
  }

  /** Breaks off what goes on. */
  public void stop() {
    http.close();
  }
}
