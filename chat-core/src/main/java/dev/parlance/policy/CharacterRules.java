package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The rules about single characters and how many there are. */
final class CharacterRules {
    private CharacterRules() {}

    /** Neither may be in a name; a text has line feeds and tabs beside. */
    static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }

    /** What changes the order of what follows it (UAX #9, section 2.1 to 2.4); the marks that stand for one letter do not. */
    static boolean isDirectional(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** What takes no ink: white space, formatting, and the letters that are blank by design. */
    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x2800 // BRAILLE PATTERN BLANK
                || c == 0x3164 // HANGUL FILLER
                || c == 0x115F // HANGUL CHOSEONG FILLER
                || c == 0x1160 // HANGUL JUNGSEONG FILLER
                || c == 0xFFA0; // HALFWIDTH HANGUL FILLER
    }

    static TextRule of(String what, IntPredicate which, TextRules.Treatment treatment) {
        return (draft, text) -> {
            if (treatment == TextRules.Treatment.ALLOW || text.codePoints().noneMatch(which)) {
                return text;
            }
            if (treatment == TextRules.Treatment.REFUSE) {
                throw new ChatException(ErrorCode.INVALID_MESSAGE, "a message must not contain " + what);
            }
            StringBuilder rest = new StringBuilder(text.length());
            text.codePoints().filter(which.negate()).forEach(rest::appendCodePoint);
            return rest.toString();
        };
    }

    /** That there is something to see; a file is. */
    static String requireInk(MessageDraft draft, String text) {
        if (draft.attachments().isEmpty() && text.codePoints().allMatch(CharacterRules::isInvisible)) {
            throw new ChatException(ErrorCode.INVALID_MESSAGE, "a message must have something in it that can be seen");
        }
        return text;
    }

    static TextRule atMost(int characters, int bytes) {
        return (draft, text) -> {
            int length = text.codePointCount(0, text.length());
            if (length > characters) {
                throw tooLong(characters + " characters", length);
            }
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > bytes) {
                throw tooLong(bytes + " bytes", size);
            }
            return text;
        };
    }

    private static ChatException tooLong(String most, int has) {
        return new ChatException(
                ErrorCode.MESSAGE_TOO_LONG, "a message may have " + most + " here, this one has " + has);
    }
}
