package dev.memorysystem.agent.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP/1.1 requests over one connection that is kept open, so that handshakes are rare. A
 * plain socket, because everything above it in the JDK can be changed by the application for the
 * whole process: proxy selector, authenticator, cookie handler, response cache, URL handlers, and
 * instrumentation that would trace our requests.
 */
final class Http {
  /** Milliseconds. */
  private static final int CONNECT_TIMEOUT = 5_000;

  /** Milliseconds for the whole exchange; OTLP exporters' usual default. */
  private static final int TIMEOUT = 10_000;

  private static final int UNAUTHORIZED = 401;

  private final Destination destination;
  private final int timeout;
  private final Optional<Tls> tls;

  private @Nullable Connection idle;
  private volatile @Nullable Socket busy;
  private volatile long deadline;

  Http(Destination destination) {
    this(destination, TIMEOUT);
  }

  /**
   * @param timeout milliseconds for the whole exchange
   */
  Http(Destination destination, int timeout) {
    this.timeout = timeout;
    this.destination = destination;
    this.tls = destination.caFile().filter(file -> destination.isSecure()).map(Tls::new);
  }

  /**
   * Sends it once more when the server had closed the kept connection, and when the token that it
   * refused has been replaced meanwhile.
   *
   * @throws Unreachable when there is no connection
   * @throws IOException when there is no answer, or none that is HTTP, in time
   */
  Answer send(Request request) throws IOException {
    String token = Token.header(destination.tokenFile());
    Answer answer = attempt(request, token);
    if (answer.status == UNAUTHORIZED) {
      String newer = Token.header(destination.tokenFile());
      return newer.equals(token) ? answer : attempt(request, newer);
    }
    return answer;
  }

  /** Breaks off an exchange that takes too long; called by another thread now and then. */
  void closeIfOverdue() {
    Socket socket = busy;
    if (socket != null && System.nanoTime() - deadline > 0) {
      Connection.close(socket);
    }
  }

  /** Breaks off what goes on. */
  void close() {
    Socket socket = busy;
    if (socket != null) {
      Connection.close(socket);
    }
  }

  private Answer attempt(Request request, String token) throws IOException {
    try {
      Connection kept = kept();
      if (kept != null) {
        try {
          return exchange(kept, request, token);
        } catch (SocketTimeoutException slow) {
          throw slow;
        } catch (IOException closedMeanwhile) {
          // by the server, as it may at any time
        }
      }
      return exchange(connect(), request, token);
    } finally {
      busy = null;
    }
  }

  /** The connection of the request before, if there still is one that may be used. */
  private @Nullable Connection kept() {
    Connection kept = idle;
    idle = null;
    if (kept != null && tls.filter(Tls::hasChanged).isPresent()) {
      kept.close();
      return null;
    }
    return kept;
  }

  private Answer exchange(Connection connection, Request request, String token) throws IOException {
    begin(connection.tcp());
    boolean keep = false;
    try {
      Answer answer = connection.exchange(head(request, token), request.body, deadline);
      keep = answer.keepsConnection;
      return answer;
    } finally {
      if (keep) {
        idle = connection;
      } else {
        connection.close();
      }
    }
  }

  private Connection connect() throws Unreachable {
    Socket tcp = new Socket(Proxy.NO_PROXY);
    begin(tcp);
    boolean connected = false;
    try {
      tcp.setTcpNoDelay(true);
      tcp.connect(new InetSocketAddress(destination.host(), destination.port()), CONNECT_TIMEOUT);
      tcp.setSoTimeout(timeout);
      Connection connection = new Connection(tcp, destination.isSecure() ? encrypt(tcp) : tcp);
      connected = true;
      return connection;
    } catch (IOException away) {
      throw new Unreachable(away);
    } finally {
      if (!connected) {
        Connection.close(tcp);
      }
    }
  }

  private Socket encrypt(Socket tcp) throws IOException {
    if (!tls.isPresent()) {
      throw new IOException("no certificate is trusted");
    }
    return tls.get().encrypt(tcp, destination.host(), destination.port());
  }

  private void begin(Socket socket) {
    deadline = System.nanoTime() + timeout * 1_000_000L;
    busy = socket;
  }

  private String head(Request request, String token) {
    return request.method
        + " "
        + destination.basePath()
        + request.path
        + " HTTP/1.1\r\nHost: "
        + destination.authority()
        + "\r\nUser-Agent: memory-system-agent\r\n"
        + token
        + request.headers
        + "\r\n";
  }
}
