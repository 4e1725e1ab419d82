package org.frontdesk.inquiry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.slf4j.Logger;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The package structure. All rules but the last use only this class's package, so every service can have the same. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = ArchitectureTest.class.getPackageName();

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_root_package_contains_only_the_application = classes().that().resideInAPackage(ROOT)
            .and().areTopLevelClasses().should().beAnnotatedWith(SpringBootApplication.class);

    @ArchTest
    static final ArchRule no_package_depends_on_the_root_package = noClasses().that().resideInAPackage(ROOT + ".*..")
            .should().dependOnClassesThat().resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule loggers_are_private_static_final_and_named_LOG = fields().that().haveRawType(Logger.class)
            .should().bePrivate().andShould().beStatic().andShould().beFinal().andShould().haveName("LOG");

    @ArchTest
    static final ArchRule submission_identity_and_spam_do_not_know_the_event = noClasses().that()
            .resideInAnyPackage(ROOT + ".submission..", ROOT + ".identity..", ROOT + ".spam..").should()
            .dependOnClassesThat().resideInAPackage(ROOT + ".publishing..");
}
