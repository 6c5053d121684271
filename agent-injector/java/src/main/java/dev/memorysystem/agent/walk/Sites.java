package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import dev.memorysystem.agent.sampler.Held;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The samples that are looked for, by the site that allocated them. Held weakly. */
final class Sites {
  /** docs/signals.yaml, memory.retained_path. */
  private static final int MAX_SITES = 32;

  private static final int MAX_EACH = 8;

  /** Frames between an allocation and the JDK's class that made the string. */
  private static final int INNERMOST = 4;

  /** Samples of one site. */
  static final class Site {
    final String type;
    final List<String> frames;
    final List<Sample> samples = new ArrayList<>();

    Site(String type, List<String> frames) {
      this.type = type;
      this.frames = frames;
    }
  }

  /** One object. */
  static final class Sample {
    final Site site;
    final WeakReference<Object> object;

    Sample(Site site, WeakReference<Object> object) {
      this.site = site;
      this.object = object;
    }
  }

  private final List<Site> sites = new ArrayList<>();
  private boolean ofStrings;

  /** Outermost classes on their stacks, without the JDK's. */
  private final Set<String> allocators = new HashSet<>();

  private final Map<Integer, List<Sample>> byLayout = new HashMap<>();

  Sites(List<Held> held, Layouts layouts) {
    Map<List<Object>, Site> grouped = new LinkedHashMap<>();
    for (Held sample : held) {
      List<Object> key = Arrays.asList(sample.type(), sample.frames());
      Site site = grouped.get(key);
      if (site == null && grouped.size() < MAX_SITES) {
        site = new Site(sample.type(), sample.frames());
        grouped.put(key, site);
      }
      Object object = sample.object().get();
      if (site != null && object != null && site.samples.size() < MAX_EACH) {
        Sample looked = new Sample(site, sample.object());
        site.samples.add(looked);
        byLayout.computeIfAbsent(layouts.of(object).id, id -> new ArrayList<>()).add(looked);
      }
    }
    for (Site site : grouped.values()) {
      if (!site.samples.isEmpty()) {
        sites.add(site);
        ofStrings |= site.frames.stream().limit(INNERMOST).anyMatch(Sites::isOfStrings);
        for (String frame : site.frames) {
          int arguments = frame.indexOf('(');
          String method = arguments < 0 ? frame : frame.substring(0, arguments);
          if (!FrameName.isOfJdk(method)) {
            allocators.add(outermost(method));
          }
        }
      }
    }
  }

  /** Whether some may be the characters of strings. */
  boolean areOfStrings() {
    return ofStrings;
  }

  /** How many of its steps are fields, or variables, of classes on the samples' stacks. */
  long stepsByAllocators(Path path) {
    return Arrays.stream(path.all())
        .map(Step::holder)
        .filter(holder -> holder != null && allocators.contains(outermost(holder)))
        .count();
  }

  private static boolean isOfStrings(String frame) {
    return frame.startsWith("java.lang.String") || frame.startsWith("java.lang.AbstractString");
  }

  /** Of `package.Class$Nested.member` the outermost class. */
  private static String outermost(String member) {
    String type = member.substring(0, Math.max(0, member.lastIndexOf('.')));
    int nested = type.indexOf('$');
    return nested < 0 ? type : type.substring(0, nested);
  }

  List<Site> all() {
    return sites;
  }

  boolean areNone() {
    return sites.isEmpty();
  }

  /** Whether some of the samples are of this class. */
  boolean want(Layout layout) {
    return byLayout.containsKey(layout.id);
  }

  /** Those of this class. */
  List<Sample> of(Layout layout) {
    return byLayout.getOrDefault(layout.id, new ArrayList<>());
  }
}
