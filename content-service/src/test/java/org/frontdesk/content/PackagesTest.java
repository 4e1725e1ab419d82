package org.frontdesk.content;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = ContentService.class, importOptions = DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("org.frontdesk.content.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PACKAGE_USES_THE_ROOT_PACKAGE = noClasses().that()
            .resideInAPackage("org.frontdesk.content.*..").should().dependOnClassesThat()
            .resideInAPackage("org.frontdesk.content");
}
