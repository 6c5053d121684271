package dev.memorysystem.agent.walk;

import java.util.Optional;
import java.util.OptionalLong;

/** A container as a walk reports it. */
public final class Container {
  private final Path path;
  private final String type;
  private final long[] sizes;
  private final int[] walks;
  private final Optional<String> elementType;
  private final Optional<String> keyType;
  private final OptionalLong shallowBytes;

  Container(
      Path path,
      String type,
      long[] sizes,
      int[] walks,
      Optional<String> elementType,
      Optional<String> keyType,
      OptionalLong shallowBytes) {
    this.path = path;
    this.type = type;
    this.sizes = sizes;
    this.walks = walks;
    this.elementType = elementType;
    this.keyType = keyType;
    this.shallowBytes = shallowBytes;
  }

  public Path path() {
    return path;
  }

  /** Its class. */
  public String type() {
    return type;
  }

  /** Elements, at the latest walk. */
  public long size() {
    return sizes[0];
  }

  /** Elements at the walk that found it. */
  public long firstSize() {
    return sizes[1];
  }

  /** Age of the process then. */
  public long firstSeconds() {
    return sizes[2];
  }

  /** Elements at the walk before. */
  public long previousSize() {
    return sizes[3];
  }

  /** Age of the process then. */
  public long previousSeconds() {
    return sizes[4];
  }

  /** How often it was compared with the walk before. */
  public int walks() {
    return walks[0];
  }

  /** In how many of them it had grown. */
  public int grewWalks() {
    return walks[1];
  }

  /** In how many of them it had shrunk. */
  public int shrankWalks() {
    return walks[2];
  }

  /** Class of most of a sample of its elements, a map's values. */
  public Optional<String> elementType() {
    return elementType;
  }

  /** Class of most of a sample of a map's keys. */
  public Optional<String> keyType() {
    return keyType;
  }

  /** Bytes of its slots, nodes, keys and elements, without what these refer to: an estimate. */
  public OptionalLong shallowBytes() {
    return shallowBytes;
  }
}
