package dev.memorysystem.scale;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param better {@code higher} or {@code lower}
 * @param bar what is asked; absent where nothing is
 * @param aim what is hoped for
 * @param ours smallest, median and largest of the runs
 * @param peers the same of others, by name and version
 */
record Row(
    String what,
    String unit,
    String better,
    @Nullable Double bar,
    @Nullable Double aim,
    List<Double> ours,
    Map<String, List<Double>> peers) {
  Row {
    ours = List.copyOf(ours);
  }
}
