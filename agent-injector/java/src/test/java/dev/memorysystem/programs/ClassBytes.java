package dev.memorysystem.programs;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Base64;

/** What a class's bytecode is now, as the next agent in turn sees it. */
final class ClassBytes {
  private ClassBytes() {}

  /** In Base64. */
  static String of(Class<?> type, Instrumentation instrumentation) throws Exception {
    byte[][] seen = new byte[1][];
    ClassFileTransformer reader =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            if (redefined == type) {
              seen[0] = bytes.clone();
            }
            return null;
          }
        };
    instrumentation.addTransformer(reader, true);
    try {
      instrumentation.retransformClasses(type);
    } finally {
      instrumentation.removeTransformer(reader);
    }
    return Base64.getEncoder().encodeToString(seen[0]);
  }
}
