package dev.memorysystem.agent.walk;

import java.util.List;
import java.util.Optional;

/** What holds the samples of one site. */
public final class RetainedPath {
  private final Sites.Site site;
  private final long reached;
  private final Optional<Path> path;
  private final Optional<Container> container;
  private final Optional<String> unreachedReason;

  private RetainedPath(
      Sites.Site site,
      long reached,
      Optional<Path> path,
      Optional<Container> container,
      Optional<String> unreachedReason) {
    this.site = site;
    this.reached = reached;
    this.path = path;
    this.container = container;
    this.unreachedReason = unreachedReason;
  }

  static RetainedPath reached(
      Sites.Site site, long reached, Path path, Optional<Container> container) {
    return new RetainedPath(site, reached, Optional.of(path), container, Optional.empty());
  }

  static RetainedPath unreached(Sites.Site site, String reason) {
    return new RetainedPath(site, 0, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  /** Class of the samples. */
  public String type() {
    return site.type;
  }

  /** Their allocation stack. */
  public List<String> frames() {
    return site.frames;
  }

  /** Samples that were looked for. */
  public long samples() {
    return site.samples.size();
  }

  /** Samples that {@link #path} leads to. */
  public long reached() {
    return reached;
  }

  /** The path that leads to most of them. */
  public Optional<Path> path() {
    return path;
  }

  /** The container on that path that keeps them: see {@link Census#on}. */
  public Optional<Container> container() {
    return container;
  }

  /** The field of the application nearest to the container, or else to the samples. */
  public Optional<String> holder() {
    Optional<String> ofContainer = container.flatMap(keeper -> keeper.path().holder());
    return ofContainer.isPresent() ? ofContainer : path.flatMap(Path::holder);
  }

  /** Why none was reached, in words. */
  public Optional<String> unreachedReason() {
    return unreachedReason;
  }
}
