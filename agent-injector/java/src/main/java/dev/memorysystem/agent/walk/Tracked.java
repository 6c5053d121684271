package dev.memorysystem.agent.walk;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.OptionalLong;

/** A container that was found once, and its sizes since. Held weakly. */
final class Tracked {
  private final Path path;
  private String type;
  private Size reader;
  private WeakReference<Object> owner;
  private boolean map;
  private Optional<String> keyType = Optional.empty();
  private Optional<String> elementType = Optional.empty();
  private OptionalLong bytesPerElement = OptionalLong.empty();

  /** Changes with {@link #owner}; 0 where it could not be had. */
  private long identity;

  private long walk;
  private final long firstSize;
  private final long firstSeconds;
  private long size;
  private long seconds;
  private long previousSize;
  private long previousSeconds;
  private int walks;
  private int grewWalks;
  private int shrankWalks;

  /**
   * @param walk number of the walk that found it
   */
  Tracked(
      Path path,
      Object owner,
      long identity,
      Layout type,
      Size reader,
      long size,
      long walk,
      long seconds) {
    this.path = path;
    this.identity = identity;
    this.walk = walk;
    this.owner = new WeakReference<>(owner);
    this.type = type.type;
    this.map = type.map;
    this.reader = reader;
    this.firstSize = size;
    this.firstSeconds = seconds;
    this.size = size;
    this.seconds = seconds;
    this.previousSize = size;
    this.previousSeconds = seconds;
  }

  boolean is(Object object) {
    return owner.get() == object;
  }

  /** Whether it is a linked structure: all that is in it is at the path to its first. */
  boolean isLinked() {
    return elementType.filter(type::equals).isPresent();
  }

  boolean isGone() {
    return owner.get() == null;
  }

  /** Another object has its place now. */
  void replace(Object newOwner, long newIdentity, Layout newType, Size newReader) {
    identity = newIdentity;
    owner = new WeakReference<>(newOwner);
    type = newType.type;
    map = newType.map;
    reader = newReader;
  }

  void describe(Contents contents) {
    if (contents.bytesPerElement().isPresent()) {
      keyType = contents.keyType(map);
      elementType = contents.elementType(map);
      bytesPerElement = contents.bytesPerElement();
    }
  }

  /**
   * @param number of the walk
   * @param now age of the process in seconds
   */
  void measure(long number, long now) {
    Object object = walk == number ? null : owner.get();
    long measured = object == null ? Size.UNKNOWN : reader.of(object);
    if (measured >= 0) {
      measured(measured, number, now);
    }
  }

  /** The first in each walk counts. */
  void measured(long measured, long number, long now) {
    if (walk == number) {
      return;
    }
    walk = number;
    previousSize = size;
    previousSeconds = seconds;
    size = measured;
    seconds = now;
    walks++;
    grewWalks += size > previousSize ? 1 : 0;
    shrankWalks += size < previousSize ? 1 : 0;
  }

  long identity() {
    return identity;
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  long growth() {
    return size - firstSize;
  }

  /**
   * Whether it may be worth a word: it has grown, or is one of the application's.
   *
   * @param min elements
   */
  boolean isTelling(int min) {
    return growth() > 0 || size >= min && path.holder().isPresent();
  }

  /** Since the latest walk. */
  boolean isGrowing() {
    return size > previousSize;
  }

  Container snapshot() {
    return new Container(
        path,
        type,
        new long[] {size, firstSize, firstSeconds, previousSize, previousSeconds},
        new int[] {walks, grewWalks, shrankWalks},
        elementType,
        keyType,
        bytesPerElement.isPresent()
            ? OptionalLong.of(bytesPerElement.getAsLong() * size)
            : OptionalLong.empty());
  }
}
