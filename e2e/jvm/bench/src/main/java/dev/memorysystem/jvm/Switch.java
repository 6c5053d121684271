package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns what a tool does off and on again in a running JVM. */
interface Switch {
  /** What happens when it is turned, in the JVM of this process id. */
  void turn(long pid, boolean on) throws IOException, InterruptedException;

  /** Does nothing: what then differs between on and off is the noise. */
  static Switch none() {
    return (pid, on) -> {};
  }

  /** Commands for the JVM, as {@code jcmd} takes them. */
  static Switch jcmd(List<String> on, List<String> off) {
    return (pid, turnedOn) -> {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin/jcmd").toString());
      command.add(Long.toString(pid));
      command.addAll(turnedOn ? on : off);
      Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    };
  }
}
