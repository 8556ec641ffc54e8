package dev.parlance.websocket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketReaderTest {
    private static Packet read(String text) throws MalformedPacketException {
        return PacketReader.read(text, 10);
    }

    @Test
    void aPacketMayHaveNothingButItsType() throws MalformedPacketException {
        assertThat(read("0")).isEqualTo(new Packet(PacketType.CONNECT, "/", Packet.NO_ID, 0, 2, null));
        assertThat(read("1")).isEqualTo(new Packet(PacketType.DISCONNECT, "/", Packet.NO_ID, 0, 2, null));
    }

    @Test
    void aNamespaceEndsWithACommaOrWithThePacket() throws MalformedPacketException {
        assertThat(read("0/orders").namespace()).isEqualTo("/orders");
        assertThat(read("0/orders,").namespace()).isEqualTo("/orders");
        Packet packet = read("2/orders/new,12[\"a,b\"]");
        assertThat(packet.namespace()).isEqualTo("/orders/new");
        assertThat(packet.id()).isEqualTo(12);
        assertThat(packet.data()).hasToString("[\"a,b\"]");
    }

    @Test
    void everythingAtOnce() throws MalformedPacketException {
        Packet packet = read("52-/orders,7[\"e\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(packet.type()).isEqualTo(PacketType.BINARY_EVENT);
        assertThat(packet.attachments()).isEqualTo(2);
        assertThat(packet.namespace()).isEqualTo("/orders");
        assertThat(packet.id()).isEqualTo(7);
        assertThat(packet.data()).hasToString("[\"e\",{\"_placeholder\":true,\"num\":0}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "9[\"e\"]",
                "abc",
                "-1",
                "0[]",
                "0null",
                "0\"token\"",
                "1{}",
                "2",
                "2{}",
                "2[]",
                "2[null]",
                "2[{}]",
                "2[\"connect\"]",
                "2[\"disconnect\"]",
                "2[\"newListener\"]",
                "2[\"e\"",
                "2[\"e\"][]",
                "2abc[\"e\"]",
                "2-1[\"e\"]",
                "29999999999999999[\"e\"]",
                "2[\"e\",{\"a\":1,\"a\":2}]",
                "2/orders[\"e\"]",
                "3[]",
                "31{}",
                "5[\"e\"]",
                "5-[\"e\"]",
                "511-[\"e\"]",
                "51",
                "5999999-[\"e\"]",
                "5x-[\"e\"]",
                "61-[]"
            })
    void whatIsNoPacketIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void anEventMayHaveANumberForAName() throws MalformedPacketException {
        assertThat(read("2[1,2]").data()).hasToString("[1,2]");
    }

    @Test
    void aNamespaceHasABoundedLength() throws MalformedPacketException {
        assertThat(read("0/" + "n".repeat(255)).namespace()).hasSize(256);
        assertThatThrownBy(() -> read("0/" + "n".repeat(256))).isInstanceOf(MalformedPacketException.class);
    }
}
