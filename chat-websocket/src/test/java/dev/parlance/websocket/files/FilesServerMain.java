package dev.parlance.websocket.files;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.DirectoryAttachments;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.FileSettings;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;

/** A server of files, without rates: the directory, and, if it is to speak TLS, a store of keys and its password. */
public final class FilesServerMain {
    private FilesServerMain() {}

    public static void main(String[] args) throws IOException {
        ChatEngine engine = ChatEngine.builder()
                .authenticator(Authenticator.trusting())
                .limits(ChatLimits.builder().unlimitedRates().build())
                .attachments(
                        DirectoryAttachments.in(Path.of(args[0])),
                        FileSettings.builder()
                                .maxSize(2L << 30)
                                .maxUploads(64, 64)
                                .build())
                .build();
        ChatServer.Builder builder = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .openHistory(true)
                .addressLimits(AddressLimits.unlimited())
                .unlimitedHandshakeRate()
                .tlsHandshakes(400); // of which one address has a quarter
        if (args.length > 1) {
            builder.tls(TlsFiles.builder()
                    .pkcs12(Path.of(args[1]), args[2].toCharArray())
                    .build());
        }
        ChatServer server = builder.build().start();
        System.out.println("port " + server.address().getPort());
    }
}
