package dev.memorysystem.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Maven projects by which libraries are resolved: one for each list, and their parent. */
final class LibraryPoms {
  private LibraryPoms() {}

  static String parent(int lists) {
    String modules =
        IntStream.range(0, lists)
            .mapToObj("    <module>list-%d</module>%n"::formatted)
            .collect(Collectors.joining());
    return project("parent", "  <modules>\n" + modules + "  </modules>\n");
  }

  /**
   * @param coordinates {@code group:artifact[:type[:classifier]]:version}
   */
  static String of(List<String> coordinates, int number) {
    String dependencies =
        coordinates.stream().map(LibraryPoms::dependency).collect(Collectors.joining());
    return project("list-" + number, "  <dependencies>\n" + dependencies + "  </dependencies>\n");
  }

  private static String project(String name, String content) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>corpus</groupId>
          <artifactId>%s</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
        %s</project>
        """
        .formatted(name, content);
  }

  private static String dependency(String coordinates) {
    List<String> parts = new ArrayList<>(List.of(coordinates.split(":", -1)));
    StringBuilder element = new StringBuilder("    <dependency>\n");
    append(element, "groupId", parts.removeFirst());
    append(element, "artifactId", parts.removeFirst());
    append(element, "version", parts.removeLast());
    if (!parts.isEmpty()) {
      append(element, "type", parts.removeFirst());
    }
    if (!parts.isEmpty()) {
      append(element, "classifier", parts.removeFirst());
    }
    return element.append("    </dependency>\n").toString();
  }

  private static void append(StringBuilder to, String name, String text) {
    to.append("      <%s>%s</%s>%n".formatted(name, text, name));
  }
}
