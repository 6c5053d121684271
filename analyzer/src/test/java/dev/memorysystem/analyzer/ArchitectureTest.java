package dev.memorysystem.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The analyzer is pure: time comes from events, nothing goes in or out but by the fold. */
class ArchitectureTest {
  private static final JavaClasses ANALYZER =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.memorysystem.analyzer");

  @Test
  void knowsOnlyThePlatformAndStatistics() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.memorysystem.analyzer..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.security",
            "java.nio.charset",
            "org.hipparchus..",
            "org.jspecify..")
        .check(ANALYZER);
  }

  @Test
  void startsNothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(ANALYZER);
  }

  @Test
  void readsNoClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(System.class)
        .check(ANALYZER);
  }

  @Test
  void rollsNoDice() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(ANALYZER);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.memorysystem.analyzer.(*)..").should().beFreeOfCycles().check(ANALYZER);
  }
}
