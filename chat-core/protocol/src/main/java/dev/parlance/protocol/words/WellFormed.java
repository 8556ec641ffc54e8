package dev.parlance.protocol.words;

/** Text that has a UTF-8 form: JSON can escape half of a surrogate pair, which has none. */
final class WellFormed {
    private WellFormed() {}

    static boolean is(String text) {
        return firstFault(text) < 0;
    }

    /** The same text, with U+FFFD where it is not well-formed. */
    static String of(String text) {
        int fault = firstFault(text);
        if (fault < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (fault >= 0) {
            repaired.setCharAt(fault, '\uFFFD');
            fault = firstFault(repaired);
        }
        return repaired.toString();
    }

    private static int firstFault(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
