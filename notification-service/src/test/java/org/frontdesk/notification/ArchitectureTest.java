package org.frontdesk.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.slf4j.Logger;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The package structure. All rules but the last two are the same in every service. */
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
    static final ArchRule inbox_depends_on_delivery_on_mail_on_site = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("inbox").definedBy(ROOT + ".inbox..").layer("delivery").definedBy(ROOT + ".delivery..")
            .layer("mail").definedBy(ROOT + ".mail..").layer("site").definedBy(ROOT + ".site..")
            .whereLayer("inbox").mayNotBeAccessedByAnyLayer()
            .whereLayer("delivery").mayOnlyBeAccessedByLayers("inbox")
            .whereLayer("mail").mayOnlyBeAccessedByLayers("inbox", "delivery");

    @ArchTest
    static final ArchRule the_path_of_an_inquiry_does_not_know_what_surrounds_it = noClasses().that()
            .resideInAnyPackage(ROOT + ".delivery..", ROOT + ".mail..", ROOT + ".site..").should()
            .dependOnClassesThat().resideInAnyPackage(ROOT + ".console..", ROOT + ".digest..", ROOT + ".erasure..",
                    ROOT + ".metrics..");
}
