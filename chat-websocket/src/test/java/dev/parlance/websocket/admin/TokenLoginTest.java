package dev.parlance.websocket.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How tokens are compared: no test of times would tell for sure, so what does it is looked at. */
class TokenLoginTest {
    private final JavaClasses login = new ClassFileImporter().importClasses(TokenLogin.class);

    @Test
    void tokensAreComparedInATimeThatTellsNothing() {
        classes()
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(login);
        noClasses().should().callMethod(String.class, "equals", Object.class).check(login);
        noClasses()
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(login);
        noClasses()
                .should()
                .callMethod(String.class, "contentEquals", CharSequence.class)
                .check(login);
    }
}
