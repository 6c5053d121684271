package dev.memorysystem.agent.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What the collector answered, as far as it matters: HTTP/1.1 without its body. */
final class Answer {
  /** Bytes of status line and headers that are read before the answer counts as garbage. */
  private static final int MAX_HEAD = 16 * 1024;

  /** Bytes of body that are read to keep the connection; OTLP's answers have some dozens. */
  private static final long MAX_BODY = 64 * 1024;

  final int status;

  /** Seconds; 0 when it does not say. */
  final long retryAfterSeconds;

  /** Whether the connection can take another request. */
  final boolean keepsConnection;

  private Answer(int status, long retryAfterSeconds, boolean keepsConnection) {
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.keepsConnection = keepsConnection;
  }

  /**
   * @param deadline by System.nanoTime()
   * @throws IOException when it is not HTTP, or not there in time
   */
  static Answer read(InputStream in, long deadline) throws IOException {
    String[] head = head(in, deadline).split("\r\n", -1);
    String[] statusLine = head[0].split(" ", 3);
    if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP");
    }
    int status = (int) number(statusLine[1], -1);
    if (status < 200) {
      throw new IOException("the answer has no final status");
    }
    boolean keeps =
        statusLine[0].equals("HTTP/1.1")
            && !header(head, "connection").toLowerCase(Locale.ROOT).contains("close")
            && skipBody(in, status, header(head, "content-length"), deadline);
    return new Answer(status, Math.max(0, number(header(head, "retry-after"), 0)), keeps);
  }

  /** Up to the empty line. */
  private static String head(InputStream in, long deadline) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD && System.nanoTime() - deadline < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended before the answer did");
      }
      head.append((char) next);
      int length = head.length();
      if (next == '\n' && length >= 4 && head.substring(length - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    throw new IOException("no end of the answer's headers");
  }

  /** Returns whether the answer's end was found; a body of unknown length is not looked at. */
  private static boolean skipBody(InputStream in, int status, String contentLength, long deadline) {
    long left = status == 204 ? 0 : number(contentLength, -1);
    if (left < 0 || left > MAX_BODY) {
      return false;
    }
    try {
      while (left > 0 && System.nanoTime() - deadline < 0) {
        long skipped = in.skip(left);
        if (skipped == 0 && in.read() < 0) {
          return false;
        }
        left -= Math.max(1, skipped);
      }
    } catch (IOException broken) {
      // the status has been told: only the connection is of no more use
      return false;
    }
    return left == 0;
  }

  private static String header(String[] head, String name) {
    for (String line : head) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return line.substring(name.length() + 1).trim();
      }
    }
    return "";
  }

  /** The number in a text; a date in Retry-After, for example, is none. */
  private static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return otherwise;
    }
  }
}
