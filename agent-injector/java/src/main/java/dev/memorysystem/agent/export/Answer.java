package dev.memorysystem.agent.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the collector answered, as far as it matters: HTTP/1.1, its body if that is short. */
final class Answer {
  /** Bytes of status line and headers that are read before the answer counts as garbage. */
  private static final int MAX_HEAD = 16 * 1024;

  /** Bytes of body that are read; OTLP's answers have some dozens, a plan some thousands. */
  private static final int MAX_BODY = 64 * 1024;

  private static final int LONGEST_TAG = 128;

  private static final byte[] NOTHING = new byte[0];

  final int status;

  /** Seconds; 0 when it does not say. */
  final long retryAfterSeconds;

  /** Whether the connection can take another request. */
  final boolean keepsConnection;

  /** With its quotes; empty when it has none, or none that could be sent back. */
  final String etag;

  /** Whether the end of the body was found. */
  final boolean isWhole;

  /** Empty when it is not whole. */
  final byte[] body;

  private Answer(
      int status, long retryAfterSeconds, String etag, boolean keeps, byte @Nullable [] body) {
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.etag = etag;
    this.isWhole = body != null;
    this.keepsConnection = keeps && isWhole;
    this.body = body == null ? NOTHING : body;
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
            && !header(head, "connection").toLowerCase(Locale.ROOT).contains("close");
    return new Answer(
        status,
        Math.max(0, number(header(head, "retry-after"), 0)),
        etag(header(head, "etag")),
        keeps,
        body(in, status, header(head, "content-length"), deadline));
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

  /** Null when its end was not found; a body of unknown length is not looked at. */
  private static byte @Nullable [] body(
      InputStream in, int status, String contentLength, long deadline) {
    long length = status == 204 || status == 304 ? 0 : number(contentLength, -1);
    if (length < 0 || length > MAX_BODY) {
      return null;
    }
    byte[] body = new byte[(int) length];
    int read = 0;
    try {
      while (read < length && System.nanoTime() - deadline < 0) {
        int more = in.read(body, read, body.length - read);
        if (more < 0) {
          return null;
        }
        read += more;
      }
    } catch (IOException broken) {
      // the status has been told: only the connection is of no more use
      return null;
    }
    return read == length ? body : null;
  }

  /** What could end the line of a later request and begin another header is none. */
  private static String etag(String header) {
    boolean fits = header.length() <= LONGEST_TAG && header.indexOf('"') >= 0;
    return fits && header.chars().allMatch(c -> c > ' ' && c < 0x7f) ? header : "";
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
