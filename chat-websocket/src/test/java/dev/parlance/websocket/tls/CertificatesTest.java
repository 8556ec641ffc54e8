package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the files does. */
class CertificatesTest {
    private static MadeKey old;
    private static MadeKey renewed;
    private static MadeKey ended;

    private final List<String> complaints = new ArrayList<>();
    private Instant now = Instant.now();
    private Path chain;
    private Path key;
    private Certificates certificates;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        old = MadeKey.of(folder, "EC", "chat.example", 90);
        renewed = MadeKey.of(folder, "EC", "chat.example", 180);
        ended = MadeKey.of(folder, "EC", "chat.example", "-10d", 5);
    }

    @BeforeEach
    void read(@TempDir Path folder) throws Exception {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        old.writeTo(chain, key);
        certificates = new Certificates(
                List.of(KeySource.pem(chain, key)), () -> now, (what, detail) -> complaints.add(what + ": " + detail));
    }

    @Test
    void filesThatHaveNotChangedAreNotReadAgain() {
        SSLContext before = certificates.get();
        assertThat(certificates.look()).isFalse();
        assertThat(certificates.get()).isSameAs(before);
        assertThat(complaints).isEmpty();
    }

    @Test
    void ofFilesThatAreReplacedOneAfterTheOtherNothingIsTakenBeforeTheyFit() throws Exception {
        SSLContext before = certificates.get();
        MadeKey.replace(chain, renewed.certificatePem());
        assertThat(certificates.look()).isFalse();
        assertThat(certificates.get()).isSameAs(before);
        assertThat(complaints)
                .singleElement()
                .asString()
                .contains("the old ones stay", chain.toString(), "the key is not the certificate's");
        MadeKey.replace(key, renewed.keyPem());
        assertThat(certificates.look()).isTrue();
        assertThat(certificates.get()).isNotSameAs(before);
        assertThat(complaints).hasSize(1);
    }

    @Test
    void whatIsWrongWithAFileIsSaidOnceAndThenOnceADayUntilItIsRight() throws Exception {
        SSLContext before = certificates.get();
        Files.delete(key);
        for (int i = 0; i < 3; i++) {
            assertThat(certificates.look()).isFalse();
        }
        assertThat(complaints).singleElement().asString().contains("there is no file " + key);
        Files.writeString(key, "x");
        for (int i = 0; i < 3; i++) {
            assertThat(certificates.look()).isFalse();
        }
        assertThat(complaints).hasSize(2).last().asString().contains(key.toString(), "-----BEGIN PRIVATE KEY-----");
        assertThatIOException().isThrownBy(certificates::reload).withMessageContaining(key.toString());
        now = now.plus(Duration.ofDays(1)).minusSeconds(1);
        certificates.look();
        assertThat(complaints).hasSize(2);
        now = now.plusSeconds(1);
        certificates.look();
        assertThat(complaints).hasSize(3);
        assertThat(certificates.get()).isSameAs(before);
        renewed.writeTo(chain, key);
        assertThat(certificates.look()).isTrue();
        MadeKey.replace(key, "x");
        certificates.look();
        assertThat(complaints).hasSize(4);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKeyThatEveryoneMayReadIsSaidWhenItIsRead() throws Exception {
        Files.setPosixFilePermissions(chain, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        certificates.reload();
        assertThat(complaints).isEmpty();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        certificates.reload();
        certificates.look();
        assertThat(complaints).singleElement().asString().contains("can read the key", key.toString());
    }

    @Test
    void oneThatIsOutOfItsTimeDoesNotReplaceOneThatIsNot() throws Exception {
        SSLContext before = certificates.get();
        ended.writeTo(chain, key);
        assertThat(certificates.look()).isFalse();
        assertThat(certificates.get()).isSameAs(before);
        assertThat(complaints).singleElement().asString().contains("out of their time", "chat.example");
    }

    @Test
    void oneWhoseAuthorityHasEndedIsTakenWithAComplaint() throws Exception {
        MadeKey.replace(chain, renewed.certificatePem() + ended.certificatePem());
        MadeKey.replace(key, renewed.keyPem());
        assertThat(certificates.look()).isTrue();
        assertThat(complaints).singleElement().asString().contains("end soon or have ended", "chat.example");
    }

    @Test
    void oneThatHasEndedAlreadyAtTheStartServesWithAComplaintAndIsReplaced() throws Exception {
        ended.writeTo(chain, key);
        certificates = new Certificates(
                List.of(KeySource.pem(chain, key)), () -> now, (what, detail) -> complaints.add(what + ": " + detail));
        certificates.look();
        assertThat(complaints).singleElement().asString().contains("have ended", "chat.example");
        renewed.writeTo(chain, key);
        assertThat(certificates.look()).isTrue();
        assertThat(complaints).hasSize(1);
    }

    @Test
    void fourteenDaysBeforeTheEndItIsSaidOnceADay() throws Exception {
        Instant end = old.certificate().getNotAfter().toInstant();
        now = end.minus(Duration.ofDays(14)).minusSeconds(1);
        certificates.look();
        assertThat(complaints).isEmpty();
        now = now.plusSeconds(1);
        certificates.look();
        certificates.look();
        assertThat(complaints).singleElement().asString().contains("chat.example", end.toString());
        now = now.plus(Duration.ofDays(1)).minusSeconds(1);
        certificates.look();
        assertThat(complaints).hasSize(1);
        now = now.plusSeconds(1);
        certificates.look();
        assertThat(complaints).hasSize(2);
    }
}
