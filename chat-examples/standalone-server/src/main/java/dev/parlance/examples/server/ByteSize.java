package dev.parlance.examples.server;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: 25MB, 512KB, 1GB, or bytes alone. A KB is 1,024 bytes. */
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([KMG]?)B?");
    private static final String UNITS = "KMG";
    private static final int BITS = 10;
    private static final long MOST = 1L << 40;

    @Override
    public Long convert(String value) {
        Matcher size = FORM.matcher(value.strip().toUpperCase(Locale.ROOT));
        if (size.matches()) {
            int unit = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
            long number = Long.parseLong(size.group(1));
            if (number >= 1 && number <= MOST >> (unit * BITS)) {
                return number << (unit * BITS);
            }
        }
        throw new TypeConversionException("'" + value + "' is not a size like 25MB, up to 1024GB");
    }
}
