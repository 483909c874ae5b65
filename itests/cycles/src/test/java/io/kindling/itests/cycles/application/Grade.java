package io.kindling.itests.cycles.application;

/** An enum with bodies: a class each. */
enum Grade {

    LOW {
        @Override
        double weight() {
            return 1;
        }
    },
    HIGH {
        @Override
        double weight() {
            return 2;
        }
    };

    abstract double weight();

    static Grade of(final long number) {
        return number % 3 == 0 ? HIGH : LOW;
    }
}
