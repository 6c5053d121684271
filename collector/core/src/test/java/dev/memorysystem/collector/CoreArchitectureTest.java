package dev.memorysystem.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Plain tests: Surefire runs none of the rules that ArchUnit's own JUnit engine would. */
class CoreArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.memorysystem.collector");

  @Test
  void theCoreKnowsNoFramework() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "dev.memorysystem..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "com.google.protobuf..",
            "com.google.rpc..",
            "com.nimbusds..",
            "io.opentelemetry.proto..",
            "io.prometheus.metrics..",
            "io.vertx.core..",
            "io.netty.channel..", // Vert.x's own: it has no hard close of its connections
            "org.rocksdb..",
            "org.sqlite..",
            "org.flywaydb..")
        .check(CORE);
  }

  @Test
  void httpIsKnownToTheReceiverAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..collector.receive..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "com.google.rpc..")
        .check(CORE);
  }

  @Test
  void tokensAreReadByIdentityAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..collector.identity..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds..")
        .check(CORE);
  }

  @Test
  void rocksDbIsKnownToTheLogAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..collector.log..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .check(CORE);
  }

  @Test
  void sqlIsKnownToTheStoreAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..collector.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..", "org.flywaydb..")
        .check(CORE);
  }

  @Test
  void signalsFlowOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("receive")
        .definedBy("..collector.receive..")
        .layer("pipeline")
        .definedBy("..collector.pipeline..")
        .layer("analysis")
        .definedBy("..collector.analysis..")
        .layer("store")
        .definedBy("..collector.store..")
        .layer("log")
        .definedBy("..collector.log..")
        .whereLayer("receive")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("analysis")
        .mayOnlyBeAccessedByLayers("pipeline")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("pipeline", "analysis")
        .whereLayer("log")
        .mayOnlyBeAccessedByLayers("receive", "pipeline")
        .check(CORE);
  }
}
