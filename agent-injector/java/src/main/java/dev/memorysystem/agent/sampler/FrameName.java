package dev.memorysystem.agent.sampler;

import java.util.regex.Pattern;

/**
 * Writes classes and frames so that the same code has the same name in every process: numbers the
 * JVM or a proxy library makes up at run time are taken out.
 */
public final class FrameName {
  /** `Foo$$Lambda$14/0x0000000800c03000`, `Foo$$Lambda/0x…`, `Foo$$Lambda/123456`. */
  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda.*");

  /** Hidden classes: `LambdaForm$MH/0x…`, `Foo$$InjectedInvoker/0x…`, `Foo+0x…`. */
  private static final Pattern HIDDEN = Pattern.compile("[/+.](0x[0-9a-f]+|\\d+)$");

  /** `GeneratedMethodAccessor123`, `GeneratedConstructorAccessor7`, `$Proxy42`. */
  private static final Pattern GENERATED =
      Pattern.compile("(Generated\\w*Accessor|\\$Proxy|LambdaForm\\$[A-Z]+)\\d+$");

  /** `$$EnhancerBySpringCGLIB$$1a2b3c4d`, `$$FastClassBySpringCGLIB$$…`, `$$SpringCGLIB$$0`. */
  private static final Pattern CGLIB = Pattern.compile("(\\$\\$\\w*CGLIB)\\$\\$.*");

  private FrameName() {}

  /**
   * @param binaryName as Class.getName() has it: `java.util.Map$Entry`, `[B`, `[Ljava.lang.String;`
   * @return `java.util.Map$Entry`, `byte[]`, `java.lang.String[]`
   */
  public static String type(String binaryName) {
    int dimensions = 0;
    while (dimensions < binaryName.length() && binaryName.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return stable(binaryName);
    }
    StringBuilder name = new StringBuilder(element(binaryName.substring(dimensions)));
    for (int i = 0; i < dimensions; i++) {
      name.append("[]");
    }
    return name.toString();
  }

  /**
   * One frame, as a stack trace shows it. JFR knows no source files: the file is that which Java
   * and Kotlin compilers demand or use by convention, the outermost class's.
   *
   * @param line 0 or less when it is unknown
   */
  public static String frame(String binaryName, String method, int line, boolean isNative) {
    String type = type(binaryName);
    String place =
        isNative ? "Native Method" : line > 0 ? sourceFile(type) + ":" + line : sourceFile(type);
    return type + "." + method + "(" + place + ")";
  }

  /** Whether a class is one of the JDK's own. */
  public static boolean isOfJdk(String binaryName) {
    return binaryName.startsWith("java.")
        || binaryName.startsWith("jdk.")
        || binaryName.startsWith("sun.")
        || binaryName.startsWith("com.sun.")
        || binaryName.startsWith("javax.");
  }

  private static String element(String name) {
    switch (name) {
      case "Z":
        return "boolean";
      case "B":
        return "byte";
      case "C":
        return "char";
      case "S":
        return "short";
      case "I":
        return "int";
      case "J":
        return "long";
      case "F":
        return "float";
      case "D":
        return "double";
      default:
        return stable(
            name.startsWith("L") && name.endsWith(";")
                ? name.substring(1, name.length() - 1)
                : name);
    }
  }

  private static String stable(String name) {
    String stable = name.indexOf('/') >= 0 ? slashesOfPackages(name) : name;
    if (!mayHaveNumbers(stable)) {
      return stable;
    }
    stable = LAMBDA.matcher(stable).replaceFirst("\\$\\$Lambda");
    stable = HIDDEN.matcher(stable).replaceFirst("");
    stable = GENERATED.matcher(stable).replaceFirst("$1");
    return CGLIB.matcher(stable).replaceFirst("$1");
  }

  /** Nearly no class has any: the expressions are for the others. */
  private static boolean mayHaveNumbers(String name) {
    char last = name.isEmpty() ? ' ' : name.charAt(name.length() - 1);
    return last >= '0' && last <= '9' || name.contains("0x") || name.contains("$$");
  }

  /** JFR of some versions names classes by the VM's internal names. */
  private static String slashesOfPackages(String name) {
    int hidden = name.indexOf("/0x");
    return hidden < 0
        ? name.indexOf('.') < 0 ? name.replace('/', '.') : name
        : name.substring(0, hidden).replace('/', '.') + name.substring(hidden);
  }

  private static String sourceFile(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int inner = simple.indexOf('$', 1);
    String outer = inner > 0 ? simple.substring(0, inner) : simple;
    boolean kotlinFile = outer.endsWith("Kt") && outer.length() > 2;
    return kotlinFile ? outer.substring(0, outer.length() - 2) + ".kt" : outer + ".java";
  }
}
