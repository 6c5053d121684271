package dev.memorysystem.agent.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNameTest {
  @ParameterizedTest
  @CsvSource({
    "java.lang.String, java.lang.String",
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava.lang.String;, java.lang.String[]",
    "[[Lcom.example.A$B;, com.example.A$B[][]",
    "java/util/HashMap$Node, java.util.HashMap$Node",
    "com.example.Foo$$Lambda$14/0x0000000800c03000, com.example.Foo$$Lambda",
    "com.example.Foo$$Lambda/0x00007f1c, com.example.Foo$$Lambda",
    "com.example.Foo$$Lambda$14/123456, com.example.Foo$$Lambda",
    "java.lang.invoke.LambdaForm$MH/0x0000000800c03000, java.lang.invoke.LambdaForm$MH",
    "jdk.internal.reflect.GeneratedMethodAccessor123, jdk.internal.reflect.GeneratedMethodAccessor",
    "com.sun.proxy.$Proxy42, com.sun.proxy.$Proxy",
    "a.Service$$EnhancerBySpringCGLIB$$1a2b3c4d, a.Service$$EnhancerBySpringCGLIB",
    "a.Service$$SpringCGLIB$$0, a.Service$$SpringCGLIB",
    "com.example.V2, com.example.V2"
  })
  void writesATypeTheSameInEveryProcess(String binaryName, String type) {
    assertThat(FrameName.type(binaryName)).isEqualTo(type);
  }

  @Test
  void writesAFrameAsAStackTraceShowsIt() {
    assertThat(FrameName.frame("com.example.Cart$Item", "<init>", 12, false))
        .isEqualTo("com.example.Cart$Item.<init>(Cart.java:12)");
    assertThat(FrameName.frame("com.example.Foo$$Lambda$14/0x00c0", "run", -1, false))
        .isEqualTo("com.example.Foo$$Lambda.run(Foo.java)");
    assertThat(FrameName.frame("java.lang.Object", "wait0", -1, true))
        .isEqualTo("java.lang.Object.wait0(Native Method)");
    assertThat(FrameName.frame("com.example.MainKt", "main", 3, false))
        .isEqualTo("com.example.MainKt.main(Main.kt:3)");
    assertThat(FrameName.frame("Main", "main", 3, false)).isEqualTo("Main.main(Main.java:3)");
  }
}
