package dev.parlance.redis.bus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** One connection over which a node listens. Called on the thread that reads it; channels are asked for and given up by any thread under the lock of {@link Subscriptions}. */
final class Ear extends BinaryJedisPubSub {
    private final Subscriptions subscriptions;

    Ear(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    static byte[] bytes(String channel) {
        return channel.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void onSubscribe(byte[] name, int count) {
        subscriptions.confirmed(this, new String(name, StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(byte[] name, byte[] payload) {
        subscriptions.heard(new String(name, StandardCharsets.UTF_8), payload);
    }

    void ask(List<String> channels) {
        if (!channels.isEmpty()) {
            attempt(() -> subscribe(channels.stream().map(Ear::bytes).toArray(byte[][]::new)));
        }
    }

    void giveUp(String channel) {
        attempt(() -> unsubscribe(bytes(channel)));
    }

    /** What cannot be sent is sent anew over the next connection. */
    private void attempt(Runnable sending) {
        try {
            sending.run();
        } catch (JedisException e) {
            subscriptions.reconnect();
        }
    }
}
