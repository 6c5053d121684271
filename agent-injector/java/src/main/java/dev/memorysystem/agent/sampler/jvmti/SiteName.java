package dev.memorysystem.agent.sampler.jvmti;

import dev.memorysystem.agent.sampler.FrameName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Type and allocation stack of a site, as other samplers name them. */
final class SiteName {
  private static final int NATIVE = -1;

  final String type;
  final List<String> frames;

  private SiteName(String type, List<String> frames) {
    this.type = type;
    this.frames = frames;
  }

  /**
   * @param texts as {@link Engine#site} has them
   * @param known frames by their text: most sites share most of theirs
   */
  static SiteName of(String[] texts, Map<String, String> known) {
    List<String> frames = new ArrayList<>(texts.length - 1);
    for (int i = 1; i < texts.length; i++) {
      frames.add(known.computeIfAbsent(texts[i], SiteName::frame));
    }
    return new SiteName(FrameName.type(binaryName(texts[0])), frames);
  }

  /** `Ljava/util/ArrayList;grow;237`: neither class nor method can have a semicolon in its name. */
  private static String frame(String text) {
    int method = text.indexOf(';') + 1;
    int line = text.indexOf(';', method) + 1;
    int number = Integer.parseInt(text.substring(line));
    return FrameName.frame(
        binaryName(text.substring(0, method)),
        text.substring(method, line - 1),
        number,
        number == NATIVE);
  }

  /** Of `Ljava/util/Map$Entry;`, `[I` and `[Ljava/lang/String;`, as Class.getName() has it. */
  static String binaryName(String signature) {
    String name = signature.replace('/', '.');
    return name.startsWith("L") ? name.substring(1, name.length() - 1) : name;
  }
}
