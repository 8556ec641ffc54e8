package dev.parlance.attachment;

import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.FileId;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of a file, as bytes and back. Any thread. */
final class FactsForm {
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private FactsForm() {}

    static byte[] of(StoredFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Attachment attachment = file.attachment();
            out.writeByte(FORMAT);
            out.writeUTF(file.id().value());
            out.writeUTF(attachment.name());
            out.writeUTF(attachment.type());
            out.writeLong(attachment.size());
            out.writeInt(attachment.width().orElse(0));
            out.writeInt(attachment.height().orElse(0));
            out.writeBoolean(attachment.hasThumbnail());
            out.writeUTF(file.roomId().value());
            out.writeUTF(file.uploader().value());
            out.writeLong(file.createdAt().toEpochMilli());
            out.writeLong(file.claimedAt().map(Instant::toEpochMilli).orElse(NEVER));
            out.writeInt(file.messages().size());
            for (MessageId each : file.messages()) {
                out.writeUTF(each.value());
            }
        }
        return bytes.toByteArray();
    }

    static StoredFile read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("the facts of a file are of format " + format + ", not " + FORMAT);
            }
            FileId id = new FileId(in.readUTF());
            Attachment attachment = Attachment.builder(id, in.readUTF(), in.readUTF(), in.readLong())
                    .picture(in.readInt(), in.readInt())
                    .thumbnail(in.readBoolean())
                    .build();
            StoredFile.Builder file = StoredFile.builder(
                    attachment,
                    new RoomId(in.readUTF()),
                    new UserId(in.readUTF()),
                    Instant.ofEpochMilli(in.readLong()));
            long claimed = in.readLong();
            file.claimedAt(claimed == NEVER ? null : Instant.ofEpochMilli(claimed));
            int messages = in.readInt();
            List<MessageId> named = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                named.add(new MessageId(in.readUTF()));
            }
            return file.messages(named).build();
        } catch (ChatException e) {
            throw new IOException("the facts of a file are not whole", e);
        }
    }
}
