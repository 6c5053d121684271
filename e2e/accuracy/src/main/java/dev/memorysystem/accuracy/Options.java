package dev.memorysystem.accuracy;

import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.Shape;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param seeds how many, from 1
 * @param cases of each shape and seed
 * @param output folder for files
 * @param recordings folder of the corpus's runs; those that are there are judged too
 * @param page where the section for people goes; absent for none
 * @param fit whether to find the analyzer's constants, instead of judging it
 */
record Options(
    Family family,
    int seeds,
    int cases,
    List<Shape> shapes,
    Path output,
    Path recordings,
    @Nullable Path page,
    boolean fit) {
  private static final String USAGE =
      "arguments: [--tuning] [--fit] [--seeds N] [--cases N] [--shape PART_OF_NAME] [--output FOLDER]"
          + " [--recordings FOLDER] [--page FILE]";

  Options {
    shapes = List.copyOf(shapes);
  }

  /**
   * @throws IllegalArgumentException in words
   */
  static Options of(List<String> arguments) {
    Options options =
        new Options(
            Family.EVALUATION,
            5,
            9,
            Shape.all(),
            Path.of("target/bench"),
            Path.of(".cache/corpus/runs"),
            null,
            false);
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private Options with(String name, Iterator<String> rest) {
    return switch (name) {
      case "--tuning" -> of(Family.TUNING, 1, 8, shapes);
      case "--fit" -> new Options(Family.TUNING, 6, 8, shapes, output, recordings, page, true);
      case "--seeds" -> of(family, number(name, rest), cases, shapes);
      case "--cases" -> of(family, seeds, number(name, rest), shapes);
      case "--shape" -> of(family, seeds, cases, named(value(name, rest)));
      case "--output" -> to(Path.of(value(name, rest)), recordings, page);
      case "--recordings" -> to(output, Path.of(value(name, rest)), page);
      case "--page" -> to(output, recordings, Path.of(value(name, rest)));
      default -> throw new IllegalArgumentException("unknown: " + name + "; " + USAGE);
    };
  }

  private Options of(Family newFamily, int newSeeds, int newCases, List<Shape> newShapes) {
    return new Options(newFamily, newSeeds, newCases, newShapes, output, recordings, page, fit);
  }

  private Options to(Path newOutput, Path newRecordings, @Nullable Path newPage) {
    return new Options(family, seeds, cases, shapes, newOutput, newRecordings, newPage, fit);
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(name + " needs a value; " + USAGE);
    }
    return rest.next();
  }

  private static int number(String name, Iterator<String> rest) {
    String value = value(name, rest);
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(name + " is a number from 1, not " + value);
    }
    return Integer.parseInt(value);
  }

  private static List<Shape> named(String part) {
    List<Shape> shapes = Shape.all().stream().filter(s -> s.name().contains(part)).toList();
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException(
          "no shape has \"%s\" in its name; there are: %s"
              .formatted(part, Shape.all().stream().map(Shape::name).toList()));
    }
    return shapes;
  }
}
