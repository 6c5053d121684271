package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Followed.Sized;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container that walks followed, in the making: a map of orders that grew evenly from 100
 * elements at second 60 to 2,500 at 1,500, in each of 24 walks.
 */
final class AContainer {
  static final long WALKED = 1500;

  private List<String> path = List.of("com.acme.Orders.byId");
  private @Nullable String holder = "com.acme.Orders.byId";
  private String type = "java.util.HashMap";
  private @Nullable String elements = "com.acme.Order";
  private Sized first = new Sized(60, 100);
  private Sized early = new Sized(480, 800);
  private long size = 2500;
  private long grewSecond = WALKED;
  private int still;
  private long peak;
  private int walks = 24;
  private int grew = 24;
  private int shrank;
  private int elementBytes = 4096;

  static AContainer growing() {
    return new AContainer();
  }

  AContainer on(String... steps) {
    path = List.of(steps);
    return this;
  }

  AContainer in(@Nullable String field) {
    holder = field;
    return this;
  }

  AContainer of(String className) {
    type = className;
    return this;
  }

  AContainer holding(@Nullable String className) {
    elements = className;
    return this;
  }

  AContainer first(long second, long count) {
    first = new Sized(second, count);
    return this;
  }

  AContainer early(long second, long count) {
    early = new Sized(second, count);
    return this;
  }

  AContainer size(long count) {
    size = count;
    return this;
  }

  /**
   * @param since second from which on it has not
   */
  AContainer still(int walksInARow, long since) {
    still = walksInARow;
    grewSecond = since;
    return this;
  }

  AContainer emptiedAt(long count) {
    peak = count;
    return this;
  }

  AContainer walks(int all, int ofWhichItGrew, int ofWhichItShrank) {
    walks = all;
    grew = ofWhichItGrew;
    shrank = ofWhichItShrank;
    return this;
  }

  AContainer each(int bytes) {
    elementBytes = bytes;
    return this;
  }

  Followed followed() {
    return new Followed(
        PathRoot.STATIC,
        path,
        holder,
        type,
        elements,
        0,
        first,
        early,
        new Sized(800, 1400),
        size,
        grewSecond,
        still,
        peak,
        walks,
        grew,
        shrank,
        elementBytes);
  }

  /** The census of which this is all. */
  Census census() {
    return census(followed());
  }

  static Census census(Followed... containers) {
    return census(0, containers);
  }

  /**
   * @param weight by which all containers have grown, if more than these
   */
  static Census census(long weight, Followed... containers) {
    return new Census(
        NOON.plusSeconds(WALKED), WALKED, weight, 0, 0, List.of(containers), null, List.of());
  }

  /** One by which only what holds samples is known. */
  static Census reached(HeldSite held) {
    return new Census(null, 0, 0, 0, 0, List.of(), NOON.plusSeconds(WALKED), List.of(held));
  }

  /** One that tells since when no container has grown, by so many walks. */
  static Census quiet(long second, long since, int walks, Followed... containers) {
    return new Census(
        NOON.plusSeconds(second), second, 0, since, walks, List.of(containers), null, List.of());
  }
}
