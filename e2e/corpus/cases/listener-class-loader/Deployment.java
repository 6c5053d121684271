package com.acme.rules;

import java.io.IOException;
import java.io.InputStream;

/** A plug-in's class loader: defines the rule's classes itself, all else comes from its parent. */
final class Deployment extends ClassLoader {
  private static final String RULE = "com.acme.rules.TieredRule";

  private Deployment(ClassLoader parent) {
    super(parent);
  }

  static Rule deploy(EventBus bus) throws ReflectiveOperationException {
    ClassLoader loader = new Deployment(Deployment.class.getClassLoader());
    return (Rule) loader.loadClass(RULE).getConstructor(EventBus.class).newInstance(bus);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(RULE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
