package dev.memorysystem.corpus;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles variants: a case's sources and the harness against the variant's libraries. What is
 * compiled stays for the next time.
 */
final class Workshop {
  private final Path harness;
  private final Path compiled;
  private final Libraries libraries;

  Workshop(Layout layout) {
    this.harness = layout.harness();
    this.compiled = layout.classes();
    this.libraries = new Libraries(layout.libraries());
  }

  /** A variant that does not compile, or whose libraries are not to be had. */
  static final class NotBuilt extends Exception {
    private static final long serialVersionUID = 1;

    NotBuilt(String message) {
      super(message);
    }
  }

  /**
   * @param sources in order of path
   * @param classPath classes first
   */
  record Built(List<Path> sources, List<Path> classPath) {
    String classPathText() {
      return text(classPath);
    }
  }

  /**
   * @return in the order of the plans
   */
  Map<RunPlan, Built> build(Collection<RunPlan> plans)
      throws IOException, InterruptedException, NotBuilt {
    try {
      libraries.fetch(plans.stream().map(plan -> plan.variant().maven()).toList());
    } catch (IOException e) {
      throw new NotBuilt(String.valueOf(e.getMessage()));
    }
    Map<RunPlan, Built> built = new LinkedHashMap<>();
    for (RunPlan plan : plans) {
      built.put(plan, build(plan.of(), plan.variant()));
    }
    return built;
  }

  private Built build(Case of, Variant variant) throws IOException, NotBuilt {
    List<Path> sources = new ArrayList<>(Folders.files(of.folder(), ".java"));
    if (sources.isEmpty()) {
      throw new NotBuilt(of.folder() + ": there is no source file");
    }
    sources.addAll(Folders.files(harness, ".java"));
    List<Path> jars = libraries.jars(variant.maven());
    Path classes = compiled.resolve(new Digest().addFiles(sources).add(variant.maven()).text());
    if (!Files.isDirectory(classes)) {
      compile(sources, jars, classes, of.name() + "/" + variant.name());
    }
    if (!Files.isRegularFile(classes.resolve(variant.main().replace('.', '/') + ".class"))) {
      throw new NotBuilt(
          "%s: no source has the class `%s` that `main` names"
              .formatted(of.folder(), variant.main()));
    }
    List<Path> classPath = new ArrayList<>(List.of(classes));
    classPath.addAll(jars);
    return new Built(sources, classPath);
  }

  private static void compile(List<Path> sources, List<Path> jars, Path classes, String name)
      throws IOException, NotBuilt {
    Files.createDirectories(classes.getParent());
    Path work = Files.createTempDirectory(classes.getParent(), "compile-");
    try {
      String errors = errors(sources, jars, work);
      if (!errors.isEmpty()) {
        throw new NotBuilt(name + " does not compile:\n" + errors);
      }
      Files.move(work, classes);
    } finally {
      Folders.delete(work);
    }
  }

  /** What the compiler says; empty when it compiled. */
  private static String errors(List<Path> sources, List<Path> jars, Path classes)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-nowarn",
            "-proc:none",
            "-g",
            "-d",
            classes.toString(),
            "-cp",
            text(jars));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  options,
                  Collections.emptyList(),
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? "" : said.toString();
    }
  }

  private static String text(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
