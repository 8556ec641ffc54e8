package dev.parlance.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

/** What a refusal means is the same whichever Redis says it: 6.2 tells what a script was refused at the end of its error, 7 at the beginning. */
class RefusalsTest {
    private static final String SIX =
            "ERR Error running script (call to f_0a9f75e991483d02789696e4c90d26c10395863e): @user_script:1: @user_script: 1: ";
    private static final String SEVEN = " script: 0a9f75e991483d02789696e4c90d26c10395863e, on @user_script:1.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIX + "-OOM command not allowed when used memory > 'maxmemory'.",
                SIX + "-NOREPLICAS Not enough good replicas to write.",
                SIX + "The user executing the script can't run this command or subcommand",
                "OOM command not allowed when used memory > 'maxmemory'." + SEVEN,
                "NOREPLICAS Not enough good replicas to write." + SEVEN
            })
    void whatAStoreRefusesItMayDoLater(String text) {
        ChatException error = Refusals.error(new JedisDataException(text));

        assertThat(error.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(error.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIX + "-READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica." + SEVEN,
                "LOADING Redis is loading the dataset in memory"
            })
    void whatIsNoMasterNowIsAskedAgain(String text) {
        assertThat(Refusals.passes(Refusals.reason(new JedisDataException(text))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIX + "attempt to index a nil value",
                SIX + "-WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR unknown command"
            })
    void whatIsNotUnderstoodIsAFault(String text) {
        JedisDataException refused = new JedisDataException(text);

        assertThat(Refusals.passes(Refusals.reason(refused))).isFalse();
        assertThat(Refusals.error(refused).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    }
}
