package dev.parlance.examples.server;

import dev.parlance.model.Retention;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that are whole numbers within bounds. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    private WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as a number out of bounds is
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from " + least + " to " + most);
    }

    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    static final class History extends WholeNumber {
        History() {
            super(0, Retention.MAX_MESSAGES);
        }
    }

    static final class Threads extends WholeNumber {
        Threads() {
            super(1, 256);
        }
    }
}
