package dev.memorysystem.agent.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers one request after the other as it was told, on connections that stay open. */
public final class AnsweringServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> answers;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * @param answers a status; with " close" the connection is closed after it; empty: the connection
   *     is closed instead of an answer. The last one is for all requests that follow
   */
  public AnsweringServer(String... answers) throws IOException {
    this.answers = List.of(answers);
    Thread.ofVirtual().start(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Of all requests so far, in hexadecimal digits. */
  public List<String> bodies() {
    return bodies;
  }

  /** Connections that carried a request. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One connection at a time: the agent has no more. */
  private void accept() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        serve(connection);
      } catch (IOException nextConnection) {
        continue;
      }
    }
  }

  private void serve(Socket connection) throws IOException {
    var in = new BufferedInputStream(connection.getInputStream());
    boolean first = true;
    for (int length = contentLength(in); length >= 0; length = contentLength(in)) {
      byte[] body = in.readNBytes(length);
      if (first) {
        connections.incrementAndGet();
        first = false;
      }
      String answer = answers.get(Math.min(bodies.size(), answers.size() - 1));
      bodies.add(HexFormat.of().formatHex(body));
      if (answer.isEmpty()) {
        return;
      }
      String status = answer.split(" ", 2)[0];
      connection
          .getOutputStream()
          .write(
              ("HTTP/1.1 " + status + " x\r\nContent-Length: 2\r\nX-Unknown: 1\r\n\r\n{}")
                  .getBytes(StandardCharsets.ISO_8859_1));
      if (answer.endsWith(" close")) {
        return;
      }
    }
  }

  /** Of the next request; -1 at the end of the connection. */
  private static int contentLength(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return -1;
      }
      head.append((char) next);
    }
    return head.toString()
        .lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
        .findFirst()
        .orElse(0);
  }
}
