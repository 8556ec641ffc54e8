package dev.parlance.websocket.engineio;

import dev.parlance.websocket.net.InputBudget;

/**
 * What all sessions of a server share.
 *
 * @param settings times and bounds
 * @param timers the clock
 * @param input what all of them may hold of what is not complete
 */
record SessionEnvironment(EngineIoSettings settings, Timers timers, InputBudget input) {}
