package dev.memorysystem.e2e.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as the agent does: compressed, one after the other over a connection that is kept.
 * Used by one thread at a time.
 */
final class Post implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int MAX_HEAD = 16 * 1024;

  private final int port;
  private final @Nullable SSLSocketFactory tls;
  private final String authorization;
  private @Nullable Socket kept;

  /**
   * @param port of an OTLP/HTTP receiver on loopback
   */
  Post(int port) {
    this(port, null, "");
  }

  /**
   * @param tls what the receiver is trusted by; null for a plain port
   * @param token of the sender; empty for none
   */
  Post(int port, @Nullable SSLSocketFactory tls, String token) {
    this.port = port;
    this.tls = tls;
    this.authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
  }

  /**
   * @return the status of the answer
   * @throws IOException when there is none
   */
  int send(String path, byte[] message) throws IOException {
    byte[] body = gzip(message);
    try {
      Socket socket = kept;
      if (socket == null) {
        socket = connect();
        kept = socket;
      }
      OutputStream out = socket.getOutputStream();
      out.write(head(path, body.length));
      out.write(body);
      out.flush();
      return answer(new BufferedInputStream(socket.getInputStream(), 1024));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return tls == null ? socket : tls.createSocket(socket, "127.0.0.1", port, true);
  }

  @Override
  public void close() throws IOException {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private byte[] head(String path, int length) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-protobuf"
            + "\r\nContent-Encoding: gzip\r\nContent-Length: "
            + length
            + "\r\n"
            + authorization
            + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Its status; its body is read and forgotten. */
  private static int answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended before the answer came");
      }
      head.append((char) next);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n")) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).trim());
      }
    }
    in.skipNBytes(length);
    return Integer.parseInt(head.substring(9, 12));
  }

  private static byte[] gzip(byte[] message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (GZIPOutputStream out = new Fast(bytes)) {
      out.write(message);
    }
    return bytes.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
