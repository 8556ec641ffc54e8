package dev.parlance.websocket.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/** Values of header fields that have parameters, {@code form-data; name="a"}. */
public final class FieldValue {
    private static final String UTF_8 = "utf-8''";

    private FieldValue() {}

    /**
     * What stands before the parameters.
     *
     * @param value of the field, or null if there is none
     * @return in lower case, empty if there is none
     */
    public static String main(@Nullable String value) {
        return value == null ? "" : read(value).getName().toLowerCase(Locale.ROOT);
    }

    /**
     * A parameter.
     *
     * @param value of the field
     * @param name in any case
     * @return without its quotes, or null
     */
    public static @Nullable String parameter(String value, String name) {
        NameValuePair pair = read(value).getParameterByName(name);
        return pair == null ? null : pair.getValue();
    }

    /**
     * A parameter that is written with its character set (RFC 8187).
     *
     * @param value of the field
     * @param name with its star, in any case
     * @return decoded; null if there is none, or if it is not UTF-8
     */
    public static @Nullable String extended(String value, String name) {
        String coded = parameter(value, name);
        if (coded == null || !coded.toLowerCase(Locale.ROOT).startsWith(UTF_8)) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(coded.length());
        for (int i = UTF_8.length(); i < coded.length(); i++) {
            char c = coded.charAt(i);
            int high = c == '%' && i + 2 < coded.length() ? Character.digit(coded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(coded.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static HeaderElement read(String value) {
        return BasicHeaderValueParser.INSTANCE.parseHeaderElement(value, new ParserCursor(0, value.length()));
    }
}
