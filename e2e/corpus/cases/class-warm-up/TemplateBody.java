package com.acme.templates;

import java.util.Locale;

/** What a template is compiled to: every compiled one is a class of its own with this code. */
public final class TemplateBody implements Template {
  private final StringBuilder header = new StringBuilder("<header>");

  @Override
  public String render(String name, int items) {
    StringBuilder page = new StringBuilder(header).append(title(name)).append("</header><ul>");
    for (int item = 0; item < items; item++) {
      page.append(item % 2 == 0 ? even(item) : odd(item));
    }
    return page.append("</ul>").append(footer(items)).toString();
  }

  private static String title(String name) {
    return name.strip().toUpperCase(Locale.ROOT).replace('-', ' ');
  }

  private static String even(int item) {
    return "<li class='even'>" + Integer.toString(item, 36) + "</li>";
  }

  private static String odd(int item) {
    return "<li class='odd'>" + Integer.toHexString(item * 31) + "</li>";
  }

  private static String footer(int items) {
    return "<footer>" + String.join("-", "items", Integer.toString(items)) + "</footer>";
  }
}
