package io.ohmykube.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what, over all modules: this one sees them all. */
@AnalyzeClasses(packages = "io.ohmykube", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule modulesKnowOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy("io.ohmykube.config..")
            .layer("launcher")
            .definedBy("io.ohmykube.launcher..")
            .layer("cache")
            .definedBy("io.ohmykube.cache..")
            .layer("addons")
            .definedBy("io.ohmykube.addons..")
            .layer("workers")
            .definedBy("io.ohmykube.workers..")
            .layer("processes")
            .definedBy("io.ohmykube.processes..")
            .layer("cli")
            .definedBy("io.ohmykube.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("processes")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("workers")
            .mayOnlyBeAccessedByLayers("processes", "cli")
            .whereLayer("launcher")
            .mayOnlyBeAccessedByLayers("workers", "cli")
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("workers", "cli")
            .whereLayer("addons")
            .mayOnlyBeAccessedByLayers("workers", "cli")
            .because(
                    "a new launcher, package source or add-on must touch one module only; workers brings them together");

    @ArchTest
    static final ArchRule theEngineIsKnownInFewPlaces = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.ohmykube.workers.delegate..",
                    "io.ohmykube.workers.contract..",
                    "io.ohmykube.processes..",
                    "io.ohmykube.cli.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..")
            .because("another engine, or a fork of this one, must be able to take its place");

    @ArchTest
    static final ArchRule springIsKnownInTheServerAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.ohmykube.cli.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..", "io.micrometer..", "io.swagger..", "com.zaxxer..")
            .because("its libraries are on the class path of 'serve' alone");

    @ArchTest
    static final ArchRule theServerIsKnownToItsCommandAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.ohmykube.cli.server..")
            .and()
            .doNotHaveSimpleName("ServeCommand")
            .and()
            .doNotHaveSimpleName("ServedWork")
            .and()
            .doNotHaveSimpleName("ServedParts")
            .and()
            .doNotHaveSimpleName("PageServer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ohmykube.cli.server..")
            .because("no other command must load what only the server needs");

    @ArchTest
    static final ArchRule theSshClientIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.ohmykube.launcher.ssh..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.schmizz..", "com.hierynomus..")
            .because("everything else works on a Remote, whatever carries it");

    @ArchTest
    static final ArchRule theSshServerIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.ohmykube.launcher.simulated..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.sshd..")
            .because("only simulated machines are servers");

    @ArchTest
    static final ArchRule theCommandLineIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.ohmykube.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("operations must be able to run without a command line");

    /** A module's own package is its face: it may make what is in the packages inside, and they speak its words. */
    @ArchTest
    static final ArchRule packagesInsideModulesFormNoCycles = slices().matching("io.ohmykube.(*).(*)..")
            .namingSlices("$1.$2")
            .should()
            .beFreeOfCycles()
            .because("what is in a cycle can only be understood and changed as a whole");

    @ArchTest
    static final ArchRule modulesFormNoCycles = slices().matching("io.ohmykube.(*)..")
            .should()
            .beFreeOfCycles()
            .because("modules are built and tested one after the other");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)")
            .because("these words name no job, so anything ends up behind them");
}
