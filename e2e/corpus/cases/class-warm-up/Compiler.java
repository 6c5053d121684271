package com.acme.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/** Compiles templates, each to a class that stays as long as the service. */
final class Compiler {
  private static final byte[] CODE = code();

  private Compiler() {}

  static Template compile() {
    try {
      Lookup defined =
          MethodHandles.lookup().defineHiddenClass(CODE, true, Lookup.ClassOption.STRONG);
      return (Template) defined.lookupClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] code() {
    try (InputStream in = Compiler.class.getResourceAsStream("TemplateBody.class")) {
      if (in == null) {
        throw new IllegalStateException("TemplateBody.class is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
