package dev.parlance.redis;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Timing;
import dev.parlance.tck.BrokerStore;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A part of the shared Redis under a prefix of its own, each node behind a proxy of its own. Time is that of Redis plus a shift that the test makes; leases
 * are renewed and swept as the shift passes, and not otherwise.
 */
final class RedisBrokerStore implements BrokerStore {
    private static final Duration UPKEEP = Duration.ofSeconds(5);
    private static final Duration STEPS = Duration.ofSeconds(25);

    private final String prefix = "test-" + UUID.randomUUID() + ":";
    private final Names names = new Names(prefix);
    private final AtomicLong shift = new AtomicLong();
    private final AtomicLong back = new AtomicLong();
    private final Map<ChatBroker, TcpProxy> proxies = new LinkedHashMap<>();
    private final List<ChatBroker> awake = new ArrayList<>();
    private final Jedis jedis = new Jedis(URI.create(SharedRedis.url()));
    private boolean out;

    @Override
    public ChatBroker newNode() {
        TcpProxy proxy = new TcpProxy(SharedRedis.host(), SharedRedis.port());
        Timing timing = new Timing(
                () -> shift.get() - back.get(),
                () -> TimeUnit.MILLISECONDS.toNanos(shift.get()),
                false,
                ChatBroker.LEASE,
                UPKEEP,
                Duration.ofSeconds(3));
        RedisConfig config =
                RedisConfig.builder().url(url(proxy)).prefix(prefix).build();
        RedisBroker broker = RedisBroker.builder(config).timing(timing).build();
        proxy.refuse(out);
        proxies.put(broker, proxy);
        awake.add(broker);
        return broker;
    }

    private static String url(TcpProxy proxy) {
        URI shared = URI.create(SharedRedis.url());
        String user = shared.getRawUserInfo() == null ? "" : shared.getRawUserInfo() + "@";
        return proxy.url().replace("//", "//" + user) + shared.getRawPath();
    }

    @Override
    public void kill(ChatBroker node) {
        ((RedisBroker) node)
                .upkeep()
                .toCompletableFuture()
                .join(); // the model takes it that a node was heard of just before it died
        awake.remove(node);
        ((RedisBroker) node).die();
    }

    @Override
    public boolean hasManualTime() {
        return true;
    }

    @Override
    public byte[] dump() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        keys().forEach(key -> all.writeBytes(jedis.dump(key)));
        return all.toByteArray();
    }

    @Override
    public void advance(Duration time) {
        long end = shift.get() + time.toMillis();
        if (time.compareTo(STEPS) > 0) {
            shift.set(end - STEPS.toMillis());
            tick();
        }
        for (long next = nextTick(); next <= end; next = nextTick()) {
            shift.set(next);
            tick();
        }
        shift.set(end);
    }

    private long nextTick() {
        return (shift.get() / UPKEEP.toMillis() + 1) * UPKEEP.toMillis();
    }

    private void tick() {
        awake.stream()
                .map(node -> ((RedisBroker) node).upkeep().toCompletableFuture())
                .toList()
                .forEach(each -> each.orTimeout(60, TimeUnit.SECONDS).join());
    }

    @Override
    public void setBack(Duration time) {
        back.addAndGet(time.toMillis());
    }

    @Override
    public long size() {
        return keys().size();
    }

    @Override
    public void loseLog(RoomId roomId) {
        Stream.of(
                        names.meta(roomId),
                        names.history(roomId),
                        names.changes(roomId),
                        names.ids(roomId),
                        names.olderIds(roomId),
                        names.restored(roomId),
                        names.epoch())
                .map(Key::name)
                .forEach(jedis::del);
        proxies.values().forEach(TcpProxy::cut);
    }

    @Override
    public Runnable snapshot() {
        Map<String, byte[]> held = new HashMap<>();
        keys().forEach(key -> held.put(key, jedis.dump(key)));
        return () -> {
            keys().forEach(jedis::del);
            held.forEach((key, value) -> jedis.restore(key, 0, value));
            // what was a replica for a moment has another replication id from then on, like one that was promoted
            jedis.replicaof("127.0.0.1", 1);
            jedis.replicaofNoOne();
            proxies.values().forEach(TcpProxy::cut);
        };
    }

    @Override
    public void breakSubscriptions(ChatBroker node) {
        proxies.get(node).cutSubscriptions();
    }

    @Override
    public Runnable beginOutage() {
        out = true;
        proxies.values().forEach(proxy -> proxy.refuse(true));
        return () -> {
            out = false;
            proxies.values().forEach(proxy -> proxy.refuse(false));
        };
    }

    @Override
    public void pause(ChatBroker node) {
        awake.remove(node);
        proxies.get(node).stall(true);
    }

    @Override
    public void wake(ChatBroker node) {
        proxies.get(node).stall(false);
        awake.add(node);
        ((RedisBroker) node).upkeep().toCompletableFuture().join();
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
        keys().forEach(jedis::del);
        jedis.close();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        ScanParams ours = new ScanParams().match(prefix + "*").count(1_000);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = jedis.scan(cursor, ours);
            keys.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return keys;
    }
}
