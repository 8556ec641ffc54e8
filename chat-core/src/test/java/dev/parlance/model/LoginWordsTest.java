package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an authenticator is given, and what it may answer. */
class LoginWordsTest {
    private static final UserId ADA = new UserId("ada");

    private static Credentials sent(String header, String value) {
        return Credentials.of(null, null, null).withAttributes(Map.of(Credentials.HEADER + header, value));
    }

    @Test
    void aCookieIsFoundAmongOthers() {
        Credentials credentials = sent("cookie", "xid=1; id=a=b; quoted=\"c d\"; id=second");
        assertThat(credentials.cookie("id")).contains("a=b");
        assertThat(credentials.cookie("quoted")).contains("c d");
        assertThat(credentials.cookie("i")).isEmpty();
        assertThat(credentials.cookie("ID")).isEmpty();
    }

    @Test
    void aParameterOfTheQueryIsDecoded() {
        Credentials credentials = Credentials.of(null, null, null)
                .withAttributes(Map.of(Credentials.QUERY, "EIO=4&token=a%2Bb+c&empty=&bad=%zz"));
        assertThat(credentials.query("token")).contains("a+b c");
        assertThat(credentials.query("empty")).contains("");
        assertThat(credentials.query("bad")).isEmpty();
        assertThat(credentials.query("none")).isEmpty();
    }

    @Test
    void theProofIsTheTokenOrElseTheBearerOfTheHeader() {
        assertThat(Credentials.of(null, null, "t")
                        .withAttributes(Map.of(Credentials.HEADER + "authorization", "Bearer h"))
                        .bearer())
                .contains("t");
        assertThat(sent("authorization", "bearer h").bearer()).contains("h");
        assertThat(sent("authorization", "Basic h").bearer()).isEmpty();
    }

    @Test
    void headersAreFoundInAnyCase() {
        assertThat(sent("origin", "https://chat.example").header("Origin")).contains("https://chat.example");
    }

    @Test
    void whatALoginSaysIsBounded() {
        assertThatThrownBy(() -> User.builder(ADA, "Ada")
                        .roles(IntStream.range(0, 33).mapToObj(i -> "r" + i).toList())
                        .build())
                .hasMessageContaining("32 roles");
        assertThatThrownBy(() -> User.builder(ADA, "Ada").roles(List.of("")).build())
                .hasMessageContaining("a role must not be empty");
        assertThatThrownBy(() -> User.builder(ADA, "Ada")
                        .attributes(Map.of("k", "x".repeat(10_000)))
                        .build())
                .hasMessageContaining("attributes");
        for (String address :
                List.of("javascript:alert(1)", "/a.png", "https:///a", "https://x/" + "a".repeat(1_024))) {
            assertThatThrownBy(() ->
                            User.builder(ADA, "Ada").avatar(URI.create(address)).build())
                    .as(address)
                    .hasMessageContaining("an avatar's address");
        }
    }

    @Test
    void whatALoginSaysIsReadAgain() {
        User ada = User.builder(ADA, "Ada")
                .avatar(URI.create("https://x.example/a.png"))
                .roles(List.of("moderator"))
                .attributes(Map.of("team", "red"))
                .build();
        assertThat(ada.avatar()).contains(URI.create("https://x.example/a.png"));
        assertThat(ada.roles()).containsExactly("moderator");
        assertThat(ada.attributes()).containsEntry("team", "red");
        assertThat(ada.expiresAt()).isEmpty();
        assertThat(ada).isEqualTo(User.of("ada", "Ada"));
        assertThat(User.of("ada", "Ada").roles()).isEqualTo(Collections.emptySet());
    }

    @Test
    void aCodeOfTheHostsOwnIsShortAndPlain() {
        assertThat(ChatException.refused("NO_LINKS", "no links").hostCode()).contains("NO_LINKS");
        for (String code : List.of("", "no links", "X".repeat(65))) {
            assertThatThrownBy(() -> ChatException.refused(code, "no")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
