package dev.parlance.model;

/** What becomes of the name that a stranger gives a file: something that can be shown, and saved under, anywhere. */
final class FileNames {
    private static final String UNNAMED = "file";
    /** How much of the end of a name that is too long is kept at the most, since it says what the file is. */
    private static final int MAX_EXTENSION = 16;

    private FileNames() {}

    /** The last part of a path, without what cannot be shown or turns the direction of what follows, bounded. */
    static String shown(String given, int most) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder(Math.min(last.length(), most));
        last.codePoints().filter(FileNames::isShown).forEach(name::appendCodePoint);
        String clean = name.toString().strip();
        if (clean.chars().allMatch(c -> c == '.' || c == ' ')) { // the names of directories among them
            return UNNAMED;
        }
        return clean.length() <= most ? clean : cut(clean, most);
    }

    private static String cut(String name, int most) {
        int dot = name.lastIndexOf('.');
        boolean isExtension = dot > 0 && name.length() - dot <= MAX_EXTENSION && !splitsPair(name, dot);
        String end = isExtension ? name.substring(dot) : "";
        int at = most - end.length();
        return name.substring(0, splitsPair(name, at) ? at - 1 : at) + end;
    }

    private static boolean splitsPair(String name, int at) {
        return Character.isLowSurrogate(name.charAt(at)) && Character.isHighSurrogate(name.charAt(at - 1));
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c == 0x200D || c == 0x200C; // they join letters, and emoji
            default -> true; // not a verdict on a kind: all others can be seen
        };
    }
}
