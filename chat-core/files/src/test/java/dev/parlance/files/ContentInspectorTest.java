package dev.parlance.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.attachment.FileFindings;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentInspectorTest {
    private final ContentInspector inspector = ContentInspector.create();

    @AfterEach
    void close() {
        inspector.close();
    }

    private FileFindings inspect(byte[] bytes) throws Exception {
        HeldContent content = new HeldContent(bytes);
        try {
            return inspector.inspect(content).toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            assertThat(content.open).hasValue(0);
        }
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2); // the corner of the upper left
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static BufferedImage thumbnail(FileFindings findings) throws IOException {
        ByteBuffer bytes = findings.thumbnail().orElseThrow();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return ImageIO.read(new ByteArrayInputStream(copy));
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7, application/pdf",
        "<html><head></head></html>, text/html",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>, image/svg+xml",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>, image/svg+xml",
        "just some words, text/plain",
        "MZ, application/x-msdownload",
        "'', application/octet-stream",
    })
    void itsTypeIsWhatItsBytesSay(String content, String type) throws Exception {
        assertThat(inspect(content.getBytes(UTF_8)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"png,image/png", "jpeg,image/jpeg", "gif,image/gif", "bmp,image/bmp"})
    void aPictureHasASizeAndASmallerOne(String format, String type) throws Exception {
        FileFindings findings = inspect(picture(format, 1_000, 500));
        assertThat(findings.type()).isEqualTo(type);
        assertThat(findings.width()).isEqualTo(1_000);
        assertThat(findings.height()).isEqualTo(500);
        BufferedImage small = thumbnail(findings);
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertThat(isRed(small, 0.25, 0.25)).isTrue();
        assertThat(isRed(small, 0.75, 0.75)).isFalse();
    }

    private static boolean isRed(BufferedImage image, double x, double y) {
        Color color = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
        return color.getRed() > 200 && color.getGreen() < 60;
    }

    @Test
    void aSmallPictureIsItsOwn() throws Exception {
        FileFindings findings = inspect(picture("png", 100, 50));
        assertThat(findings.width()).isEqualTo(100);
        assertThat(findings.thumbnail()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,0.25,0.25", "2,0.75,0.25", "3,0.75,0.75", "4,0.25,0.75",
        "5,0.25,0.25", "6,0.75,0.25", "7,0.75,0.75", "8,0.25,0.75"
    })
    void aPictureOfACameraIsUprightAndNothingThatTheCameraNotedIsInTheSmallerOne(int held, double x, double y)
            throws Exception {
        byte[] secret = "taken at home".getBytes(UTF_8);
        FileFindings findings = inspect(withExif(picture("jpeg", 1_000, 500), held, secret));
        boolean lies = held > 4;
        assertThat(findings.width()).isEqualTo(lies ? 500 : 1_000);
        assertThat(findings.height()).isEqualTo(lies ? 1_000 : 500);
        BufferedImage small = thumbnail(findings);
        assertThat(small.getWidth()).isEqualTo(lies ? 160 : 320);
        assertThat(isRed(small, x, y)).isTrue();
        assertThat(isRed(small, 1 - x, 1 - y)).isFalse();
        ByteBuffer bytes = findings.thumbnail().orElseThrow();
        assertThat(UTF_8.decode(bytes).toString()).doesNotContain("Exif", "taken at home");
    }

    private static byte[] withExif(byte[] jpeg, int held, byte[] secret) {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + secret.length);
        exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) held).putShort((short) 0).putInt(0).put(secret);
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + 4 + exif.capacity());
        all.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.capacity() + 2));
        return all.put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
    }

    @Test
    void aBombIsRefusedByItsHead() throws Exception {
        byte[] bomb = png(60_000, 60_000, 1_000);
        assertThatThrownBy(() -> inspect(bomb))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE));
    }

    @Test
    void aPictureWithLessInItThanItsHeadSaysIsAFileWithoutASmallerOne() throws Exception {
        FileFindings findings = inspect(png(5_000, 5_000, 1_000));
        assertThat(findings.width()).isEqualTo(5_000);
        assertThat(findings.thumbnail()).isEmpty();
    }

    @Test
    void aNoteThatUnfoldsWithoutEndIsNotUnfolded() throws Exception {
        FileFindings findings = inspect(pngWithNote(400, 400, 100_000_000));
        assertThat(findings.width()).isEqualTo(400);
        assertThat(findings.thumbnail()).isPresent();
    }

    @Test
    void aPictureThatTakesTooLongHasNoSmallerOne() throws Exception {
        try (ContentInspector hasty =
                ContentInspector.builder().time(Duration.ofMillis(100)).build()) {
            byte[] large = png(9_000, 9_000, (3 * 9_000 + 1) * 9_000);
            FileFindings findings =
                    hasty.inspect(new HeldContent(large)).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(findings.width()).isEqualTo(9_000);
            assertThat(findings.thumbnail()).isEmpty();
        }
    }

    @Test
    void whateverIsSpoiledIsAFileAndNoFault() throws Exception {
        Random random = new Random(5);
        byte[][] pictures = {
            withExif(picture("jpeg", 400, 300), 6, new byte[0]), picture("png", 400, 300), picture("gif", 400, 300)
        };
        for (int round = 0; round < 150; round++) {
            byte[] spoiled = pictures[round % pictures.length].clone();
            for (int i = 0; i < 8; i++) {
                spoiled[random.nextInt(i < 4 ? 60 : spoiled.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(inspect(spoiled).type()).isNotEmpty();
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(ChatException.class); // of more points than there may be
            }
        }
    }

    @Test
    void whoComesWhenAllIsFullIsToComeAgain() {
        try (ContentInspector busy = ContentInspector.builder().workers(1, 1).build()) {
            StuckContent held = new StuckContent();
            busy.inspect(held);
            busy.inspect(held);
            assertThat(busy.inspect(held).toCompletableFuture()).isCompletedExceptionally();
            held.letGo();
        }
    }

    @Test
    void settingsThatMakeNoSenseAreAllNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentInspector.builder()
                        .maxPixels(0)
                        .thumbnailSide(1)
                        .time(Duration.ZERO)
                        .workers(0, 0)
                        .build())
                .withMessageContainingAll("maxPixels", "thumbnailSide", "time", "threads", "wait");
    }

    private static byte[] png(int width, int height, int points) throws IOException {
        return png(width, height, points, new byte[0]);
    }

    private static byte[] pngWithNote(int width, int height, int note) throws IOException {
        byte[] folded = deflated(note);
        ByteBuffer chunk = ByteBuffer.allocate(folded.length + 6)
                .put("note".getBytes(UTF_8))
                .put((byte) 0)
                .put((byte) 0);
        return png(width, height, (3 * width + 1) * height, chunk.put(folded).array());
    }

    private static byte[] png(int width, int height, int points, byte[] note) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        if (note.length > 0) {
            chunk(out, "zTXt", note);
        }
        chunk(out, "IDAT", deflated(points));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** So many zeros. */
    private static byte[] deflated(int zeros) throws IOException {
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(folded)) {
            byte[] some = new byte[10_000];
            for (int left = zeros; left > 0; left -= some.length) {
                deflater.write(some, 0, Math.min(left, some.length));
            }
        }
        return folded.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(UTF_8));
        crc.update(data);
        out.write(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(name.getBytes(UTF_8));
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
