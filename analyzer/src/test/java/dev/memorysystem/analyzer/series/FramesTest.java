package dev.memorysystem.analyzer.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
  @ParameterizedTest
  @CsvSource({
    "com.acme.A.go(A.java:12), com.acme.A.go",
    "com.acme.A.lambda$go$3(A.java:12), com.acme.A.lambda$go$",
    "com.acme.A$$Lambda/0x00007f1234.run(Unknown), com.acme.A$$Lambda.run",
    "com.acme.A$$Lambda$14/0x00007f12.run(Unknown), com.acme.A$$Lambda$.run",
    "jdk.proxy2.$Proxy41.call(Unknown), jdk.proxy2.$Proxy.call",
    "jdk.internal.reflect.GeneratedMethodAccessor7.invoke(Unknown), jdk.internal.reflect.GeneratedMethodAccessor.invoke",
    "com.acme.A$$EnhancerBySpringCGLIB$$1a2b3c4d.go(<generated>), com.acme.A$$EnhancerBySpringCGLIB$$.go",
    "com.acme.V2.go(V2.java:1), com.acme.V2.go"
  })
  void whatStaysTheSameOverBuilds(String frame, String normalised) {
    assertThat(Frames.normalised(frame)).isEqualTo(normalised);
  }

  @Test
  void theApplicationIsWhatIsSeenMostAtTheOuterEnd() {
    List<Site> sites =
        List.of(
            site(
                "java.util.HashMap.put(HashMap.java:1)",
                "org.lib.Cache.add(C.java:1)",
                "com.acme.shop.Order.of(O.java:1)",
                "org.apache.catalina.Valve.invoke(V.java:1)",
                "java.lang.Thread.run(Thread.java:1)"),
            site("com.acme.shop.Cart.of(C.java:1)", "org.apache.catalina.Valve.invoke(V.java:1)"),
            site(
                "org.apache.catalina.Buffer.grow(B.java:1)",
                "org.apache.catalina.Valve.invoke(V.java:1)"));

    assertThat(Frames.applicationPackage(sites)).isEqualTo("com.acme");
    assertThat(Frames.applicationFrame(sites.getFirst().frames(), "com.acme"))
        .isEqualTo("com.acme.shop.Order.of(O.java:1)");
  }

  @Test
  void anApplicationMayLiveUnderAFirstSegmentOfLibraries() {
    List<Site> sites =
        List.of(
            site("org.lib.Cache.add(C.java:1)", "org.acme.shop.Main.main(Main.java:1)"),
            site("org.acme.shop.Other.go(O.java:1)", "org.acme.shop.Main.main(Main.java:1)"));

    assertThat(Frames.applicationPackage(sites)).isEqualTo("org.acme");
  }

  @Test
  void aPackageWithoutADomainIsItsFirstSegment() {
    List<Site> sites = List.of(site("shop.checkout.Handler.handle(H.java:1)"));

    assertThat(Frames.applicationPackage(sites)).isEqualTo("shop");
  }

  @Test
  void withoutTheApplicationTheFirstFrameOutsideThePlatformStands() {
    List<String> frames = List.of("java.util.HashMap.put(HashMap.java:1)", "org.lib.A.b(A.java:1)");

    assertThat(Frames.applicationFrame(frames, "com.acme")).isEqualTo("org.lib.A.b(A.java:1)");
    assertThat(Frames.applicationFrame(List.of("java.lang.Thread.run(Thread.java:1)"), null))
        .isNull();
    assertThat(Frames.applicationPackage(List.of(site("java.lang.Thread.run(Thread.java:1)"))))
        .isNull();
  }

  @Test
  void whatAConstructorAllocatesIsPartOfWhatItConstructs() {
    Sample sample =
        Sample.of(
            site(
                "java.lang.Throwable.fillInStackTrace(Throwable.java:1)",
                "java.lang.RuntimeException.<init>(RuntimeException.java:62)",
                "com.acme.Declined.<init>(Declined.java:8)",
                "com.acme.Gateway.charge(Gateway.java:15)"));

    assertThat(sample.type()).isEqualTo("com.acme.Declined");
    assertThat(sample.frames()).containsExactly("com.acme.Gateway.charge(Gateway.java:15)");
  }

  @Test
  void constructorsWithinConstructorsBelongToTheOutermost() {
    Sample sample =
        Sample.of(
            site(
                "java.util.HashMap.resize(HashMap.java:1)",
                "org.lib.Context.<init>(Context.java:4)",
                "org.lib.Span.<init>(Span.java:7)",
                "com.acme.A$$Lambda/0x12.get(Unknown)",
                "com.acme.Stock.reserve(Stock.java:17)"));

    assertThat(sample.type()).isEqualTo("org.lib.Span");
    assertThat(sample.frames()).containsExactly("com.acme.Stock.reserve(Stock.java:17)");
  }

  @Test
  void aConstructorWithoutACallerNamesNothing() {
    Sample sample = Sample.of(site("com.acme.Declined.<init>(Declined.java:8)"));

    assertThat(sample.type()).isEqualTo("long[]");
    assertThat(sample.frames()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "byte[],true",
    "java.lang.Object[],true",
    "java.lang.String,true",
    "com.acme.Order[],false",
    "com.acme.Order,false"
  })
  void platformTypes(String type, boolean platform) {
    assertThat(Frames.isPlatformType(type)).isEqualTo(platform);
  }

  private static Site site(String... frames) {
    return new Site("long[]", List.of(frames), 1, 64, List.of(1), null, null);
  }
}
