package dev.memorysystem.agent.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.compiler/com.sun.tools.javac.Main A.java",
        "java.base/sun.security.tools.keytool.Main -list",
        "jdk.jcmd/sun.tools.jcmd.JCmd 1 VM.version",
        "sun.tools.jps.Jps",
        "sun.tools.jstat.Jstat -gc 7",
        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
        "com.sun.tools.javac.Main"
      })
  void leavesTheJdksOwnProgramsAlone(String command) {
    assertThat(JdkTools.isTool(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.example.Main sun.tools.jps.Jps",
        "/app/service.jar --jdk.home=/x",
        "com.example.app/com.example.Main",
        "jdkclient.Main",
        ""
      })
  void looksAtEverythingElse(String command) {
    assertThat(JdkTools.isTool(command)).isFalse();
  }

  @Test
  void looksAtJvmsThatNoLauncherStarted() {
    assertThat(JdkTools.isTool(null)).isFalse();
  }
}
