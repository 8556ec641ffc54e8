package dev.parlance.websocket.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    @Test
    void whereThereIsNoBoundNobodyIsRefusedThoughAnotherHasReadTheClockLater() {
        RateMeter meter = new RateMeter(0);
        assertThat(meter.tryTake(RateBound.NONE, 101)).isTrue();
        assertThat(meter.tryTake(RateBound.NONE, 100)).isTrue();
        assertThat(meter.hasNext(RateBound.NONE, 99)).isTrue();
        assertThat(meter.isCalm(99)).isTrue();
    }
}
