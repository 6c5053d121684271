package dev.memorysystem.agent.export;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Sends one HTTP/1.1 POST over a connection of its own. A plain socket, because everything above it
 * in the JDK can be changed by the application for the whole process: proxy selector,
 * authenticator, cookie handler, response cache, URL handlers, and instrumentation that would trace
 * our requests.
 */
final class HttpPost {
  /** Milliseconds. */
  private static final int CONNECT_TIMEOUT = 5_000;

  /** Milliseconds for the whole exchange; OTLP exporters' usual default. */
  private static final int TIMEOUT = 10_000;

  /** Bytes of status line and headers that are read before the answer counts as garbage. */
  private static final int MAX_HEAD = 16 * 1024;

  private final URI endpoint;
  private final boolean secure;
  private final String host;
  private final int port;

  private volatile @Nullable Socket open;
  private volatile long deadline;

  HttpPost(URI endpoint) {
    this.endpoint = endpoint;
    this.secure = "https".equalsIgnoreCase(endpoint.getScheme());
    String name = endpoint.getHost();
    this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    this.port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? 443 : 80;
  }

  /** The status of the answer, and the wait it asks for. */
  static final class Answer {
    final int status;
    final long retryAfterSeconds;

    Answer(int status, long retryAfterSeconds) {
      this.status = status;
      this.retryAfterSeconds = retryAfterSeconds;
    }
  }

  /**
   * @throws IOException when there is no answer, or none that is HTTP, in time
   */
  Answer send(Request request) throws IOException {
    deadline = System.nanoTime() + TIMEOUT * 1_000_000L;
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      open = socket;
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT);
      socket.setSoTimeout(TIMEOUT);
      if (!secure) {
        return exchange(socket, request);
      }
      try (SSLSocket encrypted = encrypt(socket)) {
        return exchange(encrypted, request);
      }
    } finally {
      open = null;
    }
  }

  /** Breaks off an exchange that takes too long; called by another thread now and then. */
  void closeIfOverdue() {
    Socket socket = open;
    if (socket != null && System.nanoTime() - deadline > 0) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        // that is what was wanted
      }
    }
  }

  private Answer exchange(Socket socket, Request request) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
    out.write(request.body);
    out.flush();
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
    String[] head = readHead(in).split("\r\n");
    String[] statusLine = head[0].split(" ", 3);
    if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP");
    }
    try {
      return new Answer(Integer.parseInt(statusLine[1]), retryAfter(head));
    } catch (NumberFormatException notAStatus) {
      throw new IOException("the answer is not HTTP", notAStatus);
    }
  }

  private String head(Request request) {
    String base = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
    String path = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return "POST "
        + path
        + request.path
        + " HTTP/1.1\r\nHost: "
        + endpoint.getRawAuthority()
        + "\r\nUser-Agent: memory-system-agent\r\nContent-Type: application/x-protobuf"
        + "\r\nContent-Encoding: gzip\r\nContent-Length: "
        + request.body.length
        + "\r\nConnection: close\r\n\r\n";
  }

  /** The answer up to its empty line. Its body is of no use: the connection is closed after it. */
  private String readHead(InputStream in) throws IOException {
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

  private static long retryAfter(String[] head) {
    for (String line : head) {
      if (line.toLowerCase(Locale.ROOT).startsWith("retry-after:")) {
        try {
          return Math.max(0, Long.parseLong(line.substring("retry-after:".length()).trim()));
        } catch (NumberFormatException aDate) {
          return 0;
        }
      }
    }
    return 0;
  }

  private SSLSocket encrypt(Socket socket) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLSocket encrypted =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      return encrypted;
    } catch (GeneralSecurityException noTls) {
      throw new IOException("this JVM has no usable TLS", noTls);
    }
  }
}
