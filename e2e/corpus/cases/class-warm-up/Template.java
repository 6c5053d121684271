package com.acme.templates;

/** A page's template, compiled. */
public interface Template {
  String render(String name, int items);
}
