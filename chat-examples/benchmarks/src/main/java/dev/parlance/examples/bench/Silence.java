package dev.parlance.examples.bench;

/** Nobody says anything: for looking at what connections cost that only stay. */
final class Silence implements Pattern {
    @Override
    public void begin() {}

    @Override
    public void turn() {}

    @Override
    public void heard(LoadClient client, LoadClient author, Stamp stamp) {}

    @Override
    public void end() {}
}
