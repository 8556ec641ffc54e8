package dev.parlance.model;

import java.util.HexFormat;

/**
 * Names a file. The server mints it from 128 random bits, so that nobody guesses one; that somebody knows it gives no right to what it names.
 *
 * @param value {@value #LENGTH} hexadecimal digits in lower case: they stand in a path, an address or a key as they are, also where upper and lower case are one
 */
public record FileId(String value) {
    /** How many characters an id has. */
    public static final int LENGTH = 32;

    /**
     * Checks the value.
     *
     * @param value as above
     * @throws ChatException {@link ErrorCode#FILE_NOT_FOUND} for a value that no server has minted
     */
    public FileId {
        if (value.length() != LENGTH || !value.chars().allMatch(FileId::isDigit)) {
            throw new ChatException(ErrorCode.FILE_NOT_FOUND, "no file can have this id");
        }
    }

    /**
     * Makes an id; for the engine.
     *
     * @param high 64 random bits of a source that nobody can foresee
     * @param low 64 more
     * @return the id
     */
    public static FileId of(long high, long low) {
        HexFormat hex = HexFormat.of();
        return new FileId(hex.toHexDigits(high) + hex.toHexDigits(low));
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
