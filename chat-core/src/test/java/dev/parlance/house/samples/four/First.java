package dev.parlance.house.samples.four;

/** Needs itself by way of three others, once through what is nested in one of them. */
class First {
    Second next() {
        return new Second();
    }
}

class Second {
    static class Nested {
        Third[] next = {};
    }
}

class Third {
    void next(Fourth fourth) {}
}

class Fourth {
    static final First NEXT = new First();
}
