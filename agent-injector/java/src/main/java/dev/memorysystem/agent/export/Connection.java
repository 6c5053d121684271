package dev.memorysystem.agent.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to the collector, encrypted or not, that takes one request after the other. */
final class Connection {
  private final Socket tcp;
  private final OutputStream out;
  private final InputStream in;

  /**
   * @param tcp connected
   * @param stream what is spoken over it: the same, or TLS
   */
  Connection(Socket tcp, Socket stream) throws IOException {
    this.tcp = tcp;
    this.out = stream.getOutputStream();
    this.in = new BufferedInputStream(stream.getInputStream(), 1024);
  }

  /**
   * @param head request line and headers with the empty line
   * @param deadline by System.nanoTime()
   */
  Answer exchange(String head, byte[] body, long deadline) throws IOException {
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
    return Answer.read(in, deadline);
  }

  /** At once: the farewell of TLS would wait for a peer that does not read. */
  void close() {
    close(tcp);
  }

  static void close(Socket tcp) {
    try {
      tcp.close();
    } catch (IOException alreadyClosed) {
      // that is what was wanted
    }
  }

  Socket tcp() {
    return tcp;
  }
}
