package dev.memorysystem.agent.export;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the collector is and by what it and the agent know each other. */
public final class Destination {
  private final URI endpoint;
  private final Optional<Path> caFile;
  private final Optional<Path> tokenFile;

  /**
   * @param endpoint base URL of OTLP/HTTP, http or https, with a host
   * @param caFile the only certificates to be trusted, PEM; without it https reaches nobody
   * @param tokenFile the bearer token, sent over https alone
   */
  public Destination(URI endpoint, Optional<Path> caFile, Optional<Path> tokenFile) {
    this.endpoint = endpoint;
    this.caFile = caFile;
    this.tokenFile = tokenFile;
  }

  /**
   * Whether it can be reached at all: https needs certificates to trust and a JVM that has the
   * JDK's TLS.
   */
  public boolean isPossible() {
    return !isSecure() || (caFile.isPresent() && Tls.isAvailable());
  }

  /** Whether it is reached over TLS. */
  public boolean isSecure() {
    return "https".equalsIgnoreCase(endpoint.getScheme());
  }

  /** Host name or address, an IPv6 address without its brackets. */
  String host() {
    String name = endpoint.getHost();
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  int port() {
    int port = endpoint.getPort();
    return port > 0 ? port : isSecure() ? 443 : 80;
  }

  /** Host and port as the header Host wants them. */
  String authority() {
    return endpoint.getRawAuthority();
  }

  /** The endpoint's path, to be put before that of a request; empty for none. */
  String basePath() {
    String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  Optional<Path> caFile() {
    return caFile;
  }

  Optional<Path> tokenFile() {
    return isSecure() ? tokenFile : Optional.empty();
  }
}
