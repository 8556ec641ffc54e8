package dev.parlance.files;

import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** How a camera was held, as it notes in a JPEG (Exif 2.32, tag 0x0112): without it, pictures of telephones lie on their side. Its reader believes nothing and finds nothing in what is malformed. */
enum Orientation {
    UPRIGHT(1, 0, 0, 1, 0, 0),
    MIRRORED(-1, 0, 0, 1, 1, 0),
    UPSIDE_DOWN(-1, 0, 0, -1, 1, 1),
    UPSIDE_DOWN_MIRRORED(1, 0, 0, -1, 0, 1),
    LEFT_MIRRORED(0, 1, 1, 0, 0, 0),
    LEFT(0, 1, -1, 0, 1, 0),
    RIGHT_MIRRORED(0, -1, -1, 0, 1, 1),
    RIGHT(0, -1, 1, 0, 0, 1);

    private static final int START = 0xFFD8;
    private static final int APP1 = 0xFFE1;
    private static final int SCAN = 0xFFDA;
    private static final int SEGMENTS = 64;
    private static final int TAG = 0x0112;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ENTRY = 12;

    private final int xx;
    private final int xy;
    private final int yx;
    private final int yy;
    private final int right;
    private final int down;

    /** Where the units go, and how many widths and heights of the result it is moved. */
    Orientation(int xx, int xy, int yx, int yy, int right, int down) {
        this.xx = xx;
        this.xy = xy;
        this.yx = yx;
        this.yy = yy;
        this.right = right;
        this.down = down;
    }

    /** Whether what was its width is its height. */
    boolean swapsSides() {
        return xx == 0;
    }

    /** Puts a picture of so many points upright, into the corner of the origin. */
    AffineTransform transform(int width, int height) {
        int across = swapsSides() ? height : width;
        int along = swapsSides() ? width : height;
        return new AffineTransform(xx, xy, yx, yy, (double) right * across, (double) down * along);
    }

    /** Of a JPEG, from its beginning; upright if it does not say. */
    static Orientation of(ImageInputStream jpeg) {
        try {
            jpeg.setByteOrder(ByteOrder.BIG_ENDIAN);
            if (jpeg.readUnsignedShort() != START) {
                return UPRIGHT;
            }
            for (int i = 0; i < SEGMENTS; i++) {
                int marker = jpeg.readUnsignedShort();
                int length = jpeg.readUnsignedShort() - 2;
                if (marker >> 8 != 0xFF || marker == SCAN || length < 0) {
                    return UPRIGHT;
                }
                if (marker == APP1) {
                    byte[] segment = new byte[length];
                    jpeg.readFully(segment);
                    if (length > EXIF.length
                            && ByteBuffer.wrap(segment, 0, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
                        return exif(ByteBuffer.wrap(segment, EXIF.length, length - EXIF.length)
                                .slice());
                    }
                } else {
                    jpeg.seek(jpeg.getStreamPosition() + length);
                }
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // it ends before it says so
        }
        return UPRIGHT;
    }

    /** Of a TIFF's head and its first directory. */
    private static Orientation exif(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int count = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < count; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                int value = tiff.getShort(entry + 8) & 0xffff;
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
