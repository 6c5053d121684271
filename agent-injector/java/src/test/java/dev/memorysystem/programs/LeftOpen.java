package dev.memorysystem.programs;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Opens streams, sockets, executors and class loaders, and closes some. Given as an agent too, it
 * prints the bytes of a class of the JDK as they are now, for each line of its standard input; the
 * line {@code leak} lets it begin to leave them open.
 */
public final class LeftOpen {
  private static final List<Object> KEPT = new ArrayList<>();
  private static final int MOST_KEPT = 200;

  private static volatile boolean leaks;

  private static Instrumentation instrumentation;

  private LeftOpen() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws Exception {
    Thread worker = new Thread(LeftOpen::work);
    worker.setDaemon(true);
    worker.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      leaks |= line.equals("leak");
      System.out.println(ClassBytes.of(Inflater.class, instrumentation));
    }
  }

  private static void work() {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Path file = Paths.get("/dev/null");
      while (true) {
        leave(file, server);
        close(file, server);
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static void leave(Path file, ServerSocket server) throws IOException {
    if (leaks && KEPT.size() < MOST_KEPT) {
      KEPT.add(new Inflater());
      KEPT.add(new FileInputStream(file.toFile()));
      KEPT.add(new Socket(server.getInetAddress(), server.getLocalPort()));
      server.accept().close();
      ExecutorService executor = Executors.newFixedThreadPool(1);
      KEPT.add(executor);
      KEPT.add(new URLClassLoader(new URL[0], null));
    }
    garbage();
  }

  private static void garbage() {
    new Deflater();
    System.gc();
  }

  private static void close(Path file, ServerSocket server) throws IOException {
    new Inflater().end();
    new FileInputStream(file.toFile()).close();
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      server.accept().close();
    }
    Executors.newScheduledThreadPool(1).shutdownNow();
    new Timer(true).cancel();
    new URLClassLoader(new URL[0], null).close();
  }
}
