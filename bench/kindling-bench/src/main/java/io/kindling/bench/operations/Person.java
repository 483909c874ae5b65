package io.kindling.bench.operations;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** A bean as applications have them. */
public final class Person implements Serializable {

    private String name;
    private int age;
    private double score;
    private List<Integer> tags;

    /** For serialisers. */
    public Person() {
    }

    static Person of(final long index) {
        final long drawn = Input.mixed(index);
        final Person person = new Person();
        person.name = "name-" + drawn % 100_000;
        person.age = (int) (drawn % 90);
        person.score = drawn % 1000 / 10.0;
        person.tags = Arrays.asList((int) (drawn % 7), (int) (drawn % 11), (int) (drawn % 13));
        return person;
    }

    String name() {
        return name;
    }

    int age() {
        return age;
    }

    double score() {
        return score;
    }

    List<Integer> tags() {
        return tags;
    }
}
