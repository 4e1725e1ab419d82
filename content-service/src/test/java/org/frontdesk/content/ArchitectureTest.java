package org.frontdesk.content;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.slf4j.Logger;

/** The package structure. The same rules hold in every service. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = ArchitectureTest.class.getPackageName();

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_package_depends_on_the_root_package = noClasses().that().resideInAPackage(ROOT + ".*..")
            .should().dependOnClassesThat().resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule loggers_are_private_static_final_and_named_LOG = fields().that().haveRawType(Logger.class)
            .should().bePrivate().andShould().beStatic().andShould().beFinal().andShould().haveName("LOG");
}
