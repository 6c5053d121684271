package dev.memorysystem.e2e.pod;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes every connection, says who made it, reads nothing and never answers. */
public final class DeafServer {
  private static final Queue<Socket> OPEN = new ConcurrentLinkedQueue<>();

  private DeafServer() {}

  /**
   * @param ports to listen on
   */
  public static void main(String[] ports) throws IOException {
    for (String port : ports) {
      ServerSocket server = new ServerSocket(Integer.parseInt(port));
      Thread.ofPlatform().start(() -> take(server));
    }
  }

  private static void take(ServerSocket server) {
    try (server) {
      while (true) {
        Socket connection = server.accept();
        OPEN.add(connection);
        System.out.println("from " + connection.getInetAddress().getHostAddress());
      }
    } catch (IOException e) {
      System.out.println("no longer listening: " + e);
    }
  }
}
