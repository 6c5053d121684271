package dev.memorysystem.collector.identity;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate and the signing keys in a directory, followed as they change. What comes and does
 * not fit together is not taken over: what was good stays.
 */
public final class IdentityFiles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(IdentityFiles.class.getName());

  /** Kubelet itself takes up to a minute or two to bring a changed Secret. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The link that kubelet swaps when a mounted Secret changes (AtomicWriter). */
  private static final String KUBELET_DATA = "..data";

  private final Path directory;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock reading = new ReentrantLock();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("identity-files").factory());
  private Texts texts;
  private long readAt = System.nanoTime();
  private volatile Material material;
  private final ServingKeys shown;
  private final AtomicLong refused = new AtomicLong();

  /** The files as they are. */
  private record Texts(
      String certificate, String key, String authorities, String jwks, String iss) {
    Material parse() throws IOException {
      return new Material(ServingCertificate.parse(certificate, key), SigningKeys.parse(iss, jwks));
    }
  }

  private record Material(ServingCertificate certificate, SigningKeys keys) {}

  /**
   * Reads the files and follows them.
   *
   * @throws IOException when they cannot be read or used; the message says what to do
   */
  public IdentityFiles(Path directory) throws IOException {
    this.directory = directory;
    try {
      texts = read();
      material = texts.parse();
      shown = new ServingKeys(material.certificate());
    } catch (IOException e) {
      throw new IOException(
          ("callers cannot be told apart: %s. The operator fills the Secret memory-system-collector,"
                  + " which is mounted at %s (MEMORY_SYSTEM_IDENTITY_DIR); without Kubernetes set"
                  + " MEMORY_SYSTEM_IDENTITY=none")
              .formatted(e.getMessage(), directory),
          e);
    }
    watcher.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Shows each new connection the certificate that is current then. */
  public X509ExtendedKeyManager keyManager() {
    return shown;
  }

  Instant certificateExpires() {
    return material.certificate().expires();
  }

  /** How often what had changed could not be used. */
  long refused() {
    return refused.get();
  }

  SigningKeys keys() {
    return material.keys();
  }

  /**
   * @param listener called after keys have changed; must not throw
   */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Reads again at once, unless that was done within the last second. */
  void reread() {
    if (reading.tryLock()) {
      try {
        if (System.nanoTime() - readAt > LOOK.toNanos()) {
          look();
        }
      } finally {
        reading.unlock();
      }
    }
  }

  private void look() {
    reading.lock();
    try {
      readAt = System.nanoTime();
      Texts now = read();
      if (now.equals(texts)) {
        return;
      }
      texts = now;
      material = now.parse();
      shown.show(material.certificate());
      LOG.log(
          Level.INFO, "certificate and keys were read again from {0}", directory.toAbsolutePath());
      listeners.forEach(Runnable::run);
    } catch (IOException | RuntimeException e) {
      refused.incrementAndGet();
      LOG.log(
          Level.WARNING,
          "what is now in {0} cannot be used, what was there before still is: {1}",
          directory.toAbsolutePath(),
          e.getMessage());
    } finally {
      reading.unlock();
    }
  }

  /** All files of one version, even while kubelet swaps them. */
  private Texts read() throws IOException {
    Path linked = directory.resolve(KUBELET_DATA);
    Path version =
        Files.exists(linked, LinkOption.NOFOLLOW_LINKS) ? linked.toRealPath() : directory;
    return new Texts(
        text(version, "tls.crt"),
        text(version, "tls.key"),
        text(version, "ca.crt"),
        text(version, "jwks.json"),
        text(version, "issuer"));
  }

  private static String text(Path version, String name) throws IOException {
    try {
      return Files.readString(version.resolve(name));
    } catch (IOException e) {
      throw new IOException("%s cannot be read (%s)".formatted(name, e), e);
    }
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
