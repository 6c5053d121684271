package dev.memorysystem.accuracy;

import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.Shape;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What to run.
 *
 * @param seeds how many, from 1
 * @param cases of each shape and seed
 * @param output folder for files
 */
record Options(Family family, int seeds, int cases, List<Shape> shapes, Path output) {
  private static final String USAGE =
      "arguments: [--tuning] [--seeds N] [--cases N] [--shape PART_OF_NAME] [--output FOLDER]";

  Options {
    shapes = List.copyOf(shapes);
  }

  /**
   * @throws IllegalArgumentException in words
   */
  static Options of(List<String> arguments) {
    Options options = new Options(Family.EVALUATION, 5, 12, Shape.all(), Path.of("target/bench"));
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private Options with(String name, Iterator<String> rest) {
    return switch (name) {
      case "--tuning" -> new Options(Family.TUNING, 1, 8, shapes, output);
      case "--seeds" -> new Options(family, number(name, rest), cases, shapes, output);
      case "--cases" -> new Options(family, seeds, number(name, rest), shapes, output);
      case "--shape" -> new Options(family, seeds, cases, named(value(name, rest)), output);
      case "--output" -> new Options(family, seeds, cases, shapes, Path.of(value(name, rest)));
      default -> throw new IllegalArgumentException("unknown: " + name + "; " + USAGE);
    };
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
