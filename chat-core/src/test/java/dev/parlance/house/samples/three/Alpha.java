package dev.parlance.house.samples.three;

class Alpha {
    Beta next = new Beta();
}

class Beta {
    Object next() {
        return Gamma.class;
    }
}

class Gamma {
    boolean is(Object other) {
        return other instanceof Alpha;
    }
}
