package dev.memorysystem.corpus;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What leaks, as regular expressions over whole names, any of which is right.
 *
 * @param type class of the leaking objects; {@code byte\[\]} for an array
 * @param site first application frame of the allocation: {@code package.Class.method}
 * @param holder {@code package.Class.field} that keeps them; absent when nobody judges it
 */
public record Culprit(List<Pattern> type, List<Pattern> site, @Nullable Pattern holder) {
  public Culprit {
    type = List.copyOf(type);
    site = List.copyOf(site);
  }

  boolean isType(@Nullable String name) {
    return matches(type, name);
  }

  boolean isSite(@Nullable String method) {
    return matches(site, method);
  }

  private static boolean matches(List<Pattern> any, @Nullable String name) {
    return name != null && any.stream().anyMatch(each -> each.matcher(name).matches());
  }
}
