package dev.memorysystem.agent.sampler.jvmti;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;

class SiteNameTest {
  @Test
  void namesFramesAsFlightRecorderDoes() {
    assertThat(site("[B", "Ljava/util/ArrayList;grow;237", "Ljava/lang/Thread;sleep0;-1").frames)
        .containsExactly(
            "java.util.ArrayList.grow(ArrayList.java:237)",
            "java.lang.Thread.sleep0(Native Method)");
    assertThat(site("[B", "Lshop/Cart;<init>;0").frames)
        .containsExactly("shop.Cart.<init>(Cart.java)");
  }

  @Test
  void namesTypesAsJavaSourceDoes() {
    assertThat(site("[B").type).isEqualTo("byte[]");
    assertThat(site("Ljava/util/Map$Entry;").type).isEqualTo("java.util.Map$Entry");
    assertThat(site("[[Ljava/lang/String;").type).isEqualTo("java.lang.String[][]");
  }

  @Test
  void takesOutWhatTheJvmMadeUp() {
    var site = site("Lshop/Cart$$Lambda.0x000076f1d8001000;", "Lshop/Cart$$Lambda+0x0000;run;0");
    assertThat(site.type).isEqualTo("shop.Cart$$Lambda");
    assertThat(site.frames).containsExactly("shop.Cart$$Lambda.run(Cart.java)");
  }

  private static SiteName site(String... texts) {
    return SiteName.of(texts, new HashMap<>());
  }
}
