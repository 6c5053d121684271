package dev.memorysystem.e2e.bench;

import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.testkit.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A cluster's identity on this machine: certificates, and tokens as kubelet hands them to pods. */
final class Secured {
  private final TestIdentity identity;
  private final SSLContext trust;

  private Secured(TestIdentity identity) throws GeneralSecurityException, IOException {
    this.identity = identity;
    this.trust = identity.trust();
  }

  static Secured create() throws GeneralSecurityException, IOException {
    return new Secured(TestIdentity.in(CollectorServer.temporaryFolder()));
  }

  /** A collector that asks for TLS and tokens; see {@link CollectorServer#start}. */
  CollectorServer start(Path data, List<String> prefix, List<String> jvmFlags) {
    return CollectorServer.secured(data, prefix, jvmFlags, identity.directory());
  }

  /** A connection of a pod. */
  Post pod(CollectorServer server, String namespace, String pod, String uid) {
    String token = identity.pod(namespace, pod, uid).sign();
    return new Post(server.otlpHttpPort(), trust.getSocketFactory(), token);
  }

  SSLContext trust() {
    return trust;
  }

  /** The token of somebody who may read everything. */
  String reader() {
    return identity.reader().sign();
  }
}
