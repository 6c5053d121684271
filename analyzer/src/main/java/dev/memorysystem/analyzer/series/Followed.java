package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container that is followed from walk to walk. Sizes are numbers of elements, seconds those
 * since the process's origin.
 *
 * @param root where its path begins
 * @param path steps from there to it
 * @param holder the field that holds it; absent where its path has none
 * @param type its class
 * @param elementType class of most of its elements, of a map its values; absent when mixed
 * @param keyHash of the name of the class of most of a map's keys; 0 when unknown
 * @param first at the walk that first saw it
 * @param early when it had been followed for a quarter to half of the time
 * @param later the next to take that one's place
 * @param size now
 * @param grewSecond when it last had grown
 * @param still walks in a row by which it had not grown since
 * @param peak its largest size before it was last emptied; 0 when it never was
 * @param walks comparisons of its size with the one before, the agent's count
 * @param grew in how many of those it had grown
 * @param shrank in how many it had shrunk
 * @param elementBytes estimate of an entry's and an element's own size; 0 when unknown
 */
public record Followed(
    PathRoot root,
    List<String> path,
    @Nullable String holder,
    String type,
    @Nullable String elementType,
    int keyHash,
    Sized first,
    Sized early,
    Sized later,
    long size,
    long grewSecond,
    int still,
    long peak,
    int walks,
    int grew,
    int shrank,
    int elementBytes) {
  /** A size below this share of the one before empties it, rather than that it varies. Chosen. */
  private static final double EMPTIED = 0.6;

  /** Ages and times are whole seconds, each rounded by itself. */
  private static final int ROUNDING = 2;

  /** Walks in a row by which one that grows may not have grown. Chosen. */
  private static final int STILL = 3;

  /** Chance of so many walks without growth, of what goes on growing, below which it has ended. */
  private static final double BY_CHANCE = 0.02;

  /** No container has more; what says so is wrong. */
  private static final long MOST = 1L << 40;

  /** No element is larger; what says so is wrong. */
  private static final int LARGEST = 1 << 20;

  /** Bytes of an entry and an element of which nothing is known: a map's entry on 64 bits. */
  private static final int ENTRY = 32;

  public Followed {
    path = List.copyOf(path);
  }

  /** A size at a time. */
  public record Sized(long second, long elements) {}

  /**
   * As a walk saw it for the first time.
   *
   * @param second of the walk
   * @param age of the process at the walk, seconds
   */
  static Followed of(Container seen, long second, long age) {
    long offset = second - age;
    long size = within(seen.size());
    var first =
        new Sized(
            Math.clamp(within(seen.firstSeconds()) + offset, Math.min(offset, second), second),
            within(seen.firstSize()));
    Long previous = seen.previousSize();
    long before = previous == null ? first.elements : within(previous);
    boolean grows = size > before;
    return new Followed(
        seen.root(),
        Texts.path(seen.path()),
        Texts.field(seen.holder()),
        Texts.name(seen.type()),
        seen.elementType() == null ? null : Texts.name(seen.elementType()),
        seen.keyType() == null ? 0 : typeHash(seen.keyType()),
        first,
        first,
        new Sized(second, size),
        size,
        grows || before <= first.elements ? second : first.second,
        grows || seen.walks() <= 0 ? 0 : 1,
        size < EMPTIED * before ? before : 0,
        Math.max(0, seen.walks()),
        Math.max(0, seen.grewWalks()),
        Math.max(0, seen.shrankWalks()),
        elementBytes(seen, size));
  }

  /** With one more walk that saw it. */
  Followed with(Container seen, long second) {
    long now = within(seen.size());
    Long previous = seen.previousSize();
    boolean grows = now > size || (previous != null && now > within(previous));
    boolean due = second - first.second >= 2 * (later.second - first.second);
    Followed newest = of(seen, second, second);
    return new Followed(
        newest.root,
        newest.path,
        newest.holder,
        newest.type,
        newest.elementType == null ? elementType : newest.elementType,
        newest.keyHash == 0 ? keyHash : newest.keyHash,
        first,
        due ? later : early,
        due ? new Sized(second, now) : later,
        now,
        grows ? second : grewSecond,
        grows ? 0 : still + since(seen),
        now < EMPTIED * size ? Math.max(peak, size) : peak,
        newest.walks,
        newest.grew,
        newest.shrank,
        newest.elementBytes == 0 ? elementBytes : newest.elementBytes);
  }

  /** Walks since, also those of which nothing was told: of most in which nothing grew. */
  private int since(Container seen) {
    boolean same = first.elements == within(seen.firstSize()) && seen.grewWalks() == grew;
    return same ? Math.max(1, seen.walks() - walks) : 1;
  }

  /** Whether a container of a later walk is this one. */
  boolean is(Container other, long offset) {
    return first.elements == within(other.firstSize())
        && Math.abs(first.second - within(other.firstSeconds()) - offset) <= ROUNDING
        && isOnPathOf(other);
  }

  /**
   * Whether a container of a later walk is another of those on one path, as each of several
   * districts has its orders: of these the one that grew most is told, now this, now that.
   */
  boolean isLike(Container other) {
    return within(other.size()) >= EMPTIED * size && isOnPathOf(other);
  }

  private boolean isOnPathOf(Container other) {
    return root == other.root()
        && type.equals(Texts.name(other.type()))
        && path.equals(Texts.path(other.path()));
  }

  /** Whether it is an array, of which the length is the size, and keeps it. */
  public boolean keepsItsSlots() {
    return type.endsWith("[]") && size == first.elements;
  }

  /** Elements added since the first walk that saw it, also if they are gone by now. */
  public long added() {
    return Math.max(0, Math.max(size, peak) - first.elements);
  }

  /** The same in bytes of their own, about. */
  public long weight() {
    return added() * (elementBytes == 0 ? ENTRY : elementBytes);
  }

  /**
   * Whether it has stopped growing: the walks in a row without growth are more than chance explains
   * by the share of those before that had none (Laplace's rule of succession).
   */
  public boolean hasStopped() {
    int before = Math.max(0, walks - still);
    double without = (double) (Math.max(0, before - grew) + 1) / (before + 2.0);
    return still >= STILL && Math.pow(without, still) < BY_CHANCE;
  }

  /** Whether most of its elements, values or keys are of a class. */
  public boolean holds(String className) {
    return (elementType != null
            && Frames.normalised(elementType).equals(Frames.normalised(className)))
        || (keyHash != 0 && keyHash == typeHash(className));
  }

  /** Whether another container is kept by the same field: a map's table beside the map. */
  boolean isHeldWith(Followed other) {
    return holder != null && Objects.equals(holder, other.holder);
  }

  static long within(long size) {
    return Math.clamp(size, 0, MOST);
  }

  private static int typeHash(String className) {
    return Frames.normalised(className).hashCode();
  }

  private static int elementBytes(Container seen, long size) {
    Long bytes = seen.shallowBytes();
    return bytes == null || bytes <= 0 || size == 0
        ? 0
        : (int) Math.clamp(bytes / size, 1, LARGEST);
  }
}
