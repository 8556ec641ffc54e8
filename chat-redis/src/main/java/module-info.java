/** The broker over Redis: many nodes, one chat service. */
module dev.parlance.redis {
    exports dev.parlance.redis;

    requires transitive dev.parlance;
    requires transitive redis.clients.jedis;
    requires org.apache.commons.pool2; // Jedis's: an automatic module requires nothing itself
    requires org.slf4j;
    requires static org.jspecify;
}
