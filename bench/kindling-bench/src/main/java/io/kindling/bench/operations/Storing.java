package io.kindling.bench.operations;

import io.kindling.api.Rdd;
import io.kindling.api.StorageLevels;
import io.kindling.api.Tuple2;
import io.kindling.api.compress.GzipCodec;
import java.util.Map;

/** Data that is kept, and files. */
final class Storing {

    private final Input in;

    Storing(final Input in) {
        this.in = in;
    }

    void addTo(final Map<String, Operation> operations) {
        operations.put("keepSerialised", this::keepSerialised);
        operations.put("keepOnDisk", this::keepOnDisk);
        operations.put("objectFile", this::objectFile);
        operations.put("gzipTextFile", this::gzipTextFile);
        operations.put("textLengths", this::textLengths);
    }

    private long keepSerialised() {
        final Rdd<Person> people = in.numbers(1_000_000).map(Person::of).persist(StorageLevels.MEMORY_ONLY_SER);
        long sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += people.map(person -> (long) person.age()).reduce(Long::sum);
        }
        people.unpersist(true);
        return sum;
    }

    private long keepOnDisk() {
        final Rdd<Tuple2<String, Long>> pairs = in.numbers(1_000_000).map(i -> new Tuple2<>("k" + i, i)).persist(StorageLevels.DISK_ONLY);
        long sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += pairs.map(pair -> pair._2() % 10).reduce(Long::sum);
        }
        pairs.unpersist(true);
        return sum;
    }

    private long objectFile() {
        final String place = in.place();
        in.numbers(500_000).map(Person::of).saveAsObjectFile(place);
        return in.context.<Person>objectFile(place).map(person -> (long) person.age()).reduce(Long::sum);
    }

    private long gzipTextFile() {
        final String place = in.place();
        in.numbers(500_000).map(i -> "line " + Input.mixed(i)).saveAsTextFile(place, GzipCodec.class);
        return in.context.textFile(place).filter(line -> line.endsWith("7")).count();
    }

    private long textLengths() {
        long sum = 0;
        for (final long count : in.context.textFile(in.text).mapToDouble(line -> (double) line.length()).histogram(20)._2()) {
            sum = sum * 31 + count;
        }
        return sum;
    }
}
