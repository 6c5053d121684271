package dev.memorysystem.operator.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.IntSupplier;

/**
 * Leads each new connection to a port, as a Service does; those that are open stay where they are.
 */
final class Switchboard implements AutoCloseable {
  private final ServerSocket listening;

  /**
   * @param target asked for each connection
   */
  Switchboard(IntSupplier target) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(target));
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept(IntSupplier target) {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Socket called = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
        Thread.ofVirtual().start(() -> copy(caller, called));
        Thread.ofVirtual().start(() -> copy(called, caller));
      } catch (IOException e) {
        // No one there, or closed: the caller sees its connection end.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Either end has gone: so does the other.
    }
  }
}
