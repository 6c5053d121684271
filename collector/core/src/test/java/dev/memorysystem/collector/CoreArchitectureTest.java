package dev.memorysystem.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.memorysystem.collector",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {
  @ArchTest
  static final ArchRule theCoreKnowsNoFramework =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "dev.memorysystem..",
              "org.jspecify..",
              "com.fasterxml.jackson..",
              "com.google.protobuf..",
              "com.google.rpc..",
              "io.opentelemetry.proto..",
              "io.prometheus.metrics..",
              "io.vertx.core..",
              "org.rocksdb..",
              "org.sqlite..",
              "org.flywaydb..");

  @ArchTest
  static final ArchRule httpIsKnownToTheReceiverAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("..collector.receive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "com.google.rpc..");

  @ArchTest
  static final ArchRule rocksDbIsKnownToTheLogAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("..collector.log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule sqlIsKnownToTheStoreAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("..collector.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "org.flywaydb..");

  @ArchTest
  static final ArchRule signalsFlowOneWay =
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
          .mayOnlyBeAccessedByLayers("receive", "pipeline");
}
