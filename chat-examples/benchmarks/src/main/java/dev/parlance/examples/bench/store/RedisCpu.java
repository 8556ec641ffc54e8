package dev.parlance.examples.bench.store;

import redis.clients.jedis.UnifiedJedis;

/** What a Redis says that it has worked. */
record RedisCpu(UnifiedJedis redis) {
    /** User and system time since it started. */
    double seconds() {
        return redis.info("cpu")
                .lines()
                .filter(line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
