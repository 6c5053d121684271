package dev.memorysystem.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A collector that does what no collector should. */
public enum Behaviour {
  HANGS {
    @Override
    void answer(OutputStream out) {}
  },
  REFUSES {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
    }
  },
  IS_OVERLOADED {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
    }
  },
  REDIRECTS {
    @Override
    void answer(OutputStream out) throws IOException {
      write(
          out, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    }
  },
  ASKS_FOR_A_PASSWORD {
    @Override
    void answer(OutputStream out) throws IOException {
      write(
          out,
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
    }
  },
  TALKS_GARBAGE {
    @Override
    void answer(OutputStream out) throws IOException {
      byte[] garbage = new byte[100_000];
      new Random(1).nextBytes(garbage);
      out.write(garbage);
    }
  },
  CLOSES {
    @Override
    void answer(OutputStream out) throws IOException {
      out.close();
    }
  },
  RESETS {
    @Override
    void answer(Socket connection) throws IOException {
      connection.getInputStream().read();
      connection.setSoLinger(true, 0);
      connection.close();
    }
  },
  CLOSES_HALF {
    @Override
    void answer(Socket connection) throws IOException {
      connection.shutdownOutput();
    }
  },
  STOPS_IN_THE_MIDDLE {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
    }
  },
  DRIPS {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\nX-Endless: ");
      while (true) {
        write(out, "x");
        LockSupport.parkNanos(50_000_000);
      }
    }
  },
  HAS_AN_ENDLESS_BODY {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n{\"sampling\":");
      while (true) {
        write(out, "[[[[[[[[");
      }
    }
  },
  HAS_A_HUGE_BODY {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
      byte[] body = new byte[1 << 16];
      while (true) {
        out.write(body);
      }
    }
  },
  ANSWERS_NO_JSON {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 12\r\n\r\n{\"walk\":[1,2");
    }
  },
  HAS_ENDLESS_HEADERS {
    @Override
    void answer(OutputStream out) throws IOException {
      write(out, "HTTP/1.1 200 OK\r\n");
      while (true) {
        write(out, "X-Endless: x\r\n");
      }
    }
  };

  void answer(OutputStream out) throws IOException {
    throw new UnsupportedOperationException();
  }

  void answer(Socket connection) throws IOException {
    answer(connection.getOutputStream());
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Starts it on a free loopback port. */
  public Server start() throws IOException {
    return new Server(this);
  }

  /** A started one. */
  public static final class Server implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Server(Behaviour behaviour) throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(behaviour));
    }

    public URI endpoint() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    public int connections() {
      return connections.get();
    }

    private void accept(Behaviour behaviour) {
      while (!socket.isClosed()) {
        try {
          Socket connection = socket.accept();
          open.add(connection);
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> answer(behaviour, connection));
        } catch (IOException broken) {
          continue;
        }
      }
    }

    private static void answer(Behaviour behaviour, Socket connection) {
      try {
        behaviour.answer(connection);
      } catch (IOException goneAway) {
        // as the agent may
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    }
  }
}
