package io.kindling.dataflow.codec;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Values of all kinds out of a seed. */
final class RandomValues {

    static final int KINDS = 58;
    private static final int LEAVES = 36;

    private final Random random;

    RandomValues(final Random random) {
        this.random = random;
    }

    Object any(final int depth) {
        return of(random.nextInt(depth > 4 ? LEAVES : KINDS), depth);
    }

    Object of(final int kind, final int depth) {
        return switch (kind) {
            case 0 -> null;
            case 1, 2 -> text();
            case 3 -> random.nextInt() >> random.nextInt(32);
            case 4 -> random.nextLong() >> random.nextInt(64);
            case 5 -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian();
            case 6 -> random.nextInt(5) == 0 ? -0.0f : random.nextFloat();
            case 7 -> (short) random.nextInt();
            case 8 -> (byte) random.nextInt();
            case 9 -> random.nextBoolean();
            case 10 -> (char) random.nextInt();
            case 11 -> new BigInteger(random.nextInt(200), random).subtract(BigInteger.TEN);
            case 12 -> new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(20) - 10);
            case 13 -> new UUID(random.nextLong(), random.nextLong());
            case 14 -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
            case 15 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 16 -> Duration.ofNanos(random.nextLong());
            case 17 -> dateTime();
            case 18 -> List.of(dateTime().toLocalTime(), Period.of(random.nextInt(9), -1, 3), Year.of(random.nextInt(3000)), YearMonth.of(2000, 1 + random.nextInt(12)),
                    MonthDay.of(2, 29), ZoneOffset.ofHours(random.nextInt(10)), ZoneId.of("Europe/Paris"), LocalTime.MIDNIGHT,
                    OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC)).get(random.nextInt(9));
            case 19 -> dateTime().atZone(ZoneId.of(random.nextBoolean() ? "America/New_York" : "Z"));
            case 20 -> OffsetDateTime.of(dateTime(), ZoneOffset.ofHoursMinutes(3, 30));
            case 21 -> Zoo.Colour.values()[random.nextInt(3)];
            case 22 -> DayOfWeek.of(1 + random.nextInt(7));
            case 23 -> bytes();
            case 24 -> random.longs(random.nextInt(5)).toArray();
            case 25 -> random.ints(random.nextInt(5)).toArray();
            case 26 -> random.doubles(random.nextInt(5)).toArray();
            case 27 -> new float[] {random.nextFloat(), Float.NaN};
            case 28 -> new short[] {(short) random.nextInt()};
            case 29 -> new boolean[] {true, random.nextBoolean()};
            case 30 -> text().toCharArray();
            case 31 -> new String[] {text(), null, text()};
            case 32 -> new Date(random.nextLong() >> 20);
            case 33 -> new Zoo.Point(random.nextInt(), random.nextDouble(), random.nextBoolean() ? null : text());
            case 34 -> new Zoo.Nothing();
            case 35 -> new Zoo.Animal(text(), random.nextInt());
            case 36 -> new ArrayList<>(list(depth));
            case 37 -> Arrays.asList(list(depth).toArray());
            case 38 -> list(depth).toArray();
            case 39 -> list(depth).stream().toList();
            case 40 -> new LinkedList<>(list(depth));
            case 41 -> new HashSet<>(keys());
            case 42 -> new LinkedHashSet<>(keys());
            case 43 -> new TreeSet<>(texts());
            case 44 -> Set.copyOf(keys());
            case 45 -> map(new HashMap<>(), depth);
            case 46 -> map(new LinkedHashMap<>(), depth);
            case 47 -> new TreeMap<>(Collections.singletonMap(text(), any(depth + 1)));
            case 48 -> Map.of(text(), 1, 5, List.of());
            case 49 -> Optional.ofNullable(any(depth + 1));
            case 50 -> new Zoo.Box(any(depth + 1), list(depth), random.nextBoolean() ? null : new long[] {1}, Zoo.Colour.RED);
            case 51 -> dog(depth);
            case 52 -> new Tuple2<>(any(depth + 1), any(depth + 1));
            case 53 -> new Tuple3<>(any(depth + 1), any(depth + 1), any(depth + 1));
            case 54 -> new Tuple4<>(any(depth + 1), any(depth + 1), any(depth + 1), any(depth + 1));
            case 55 -> new Object[][] {{text()}, {}, null};
            case 56 -> new ArrayList<>(new ArrayDeque<>(texts()));
            default -> random.nextInt(3) == 0 ? new ConcurrentHashMap<>(Map.of(text(), 1)) : new Integer[] {1, null};
        };
    }

    private Object dog(final int depth) {
        final Zoo.Dog dog = new Zoo.Dog(text(), random.nextBoolean() ? null : text(), any(depth + 1));
        dog.l = random.nextLong();
        dog.d = random.nextDouble();
        dog.ints = random.nextBoolean() ? null : new int[] {random.nextInt()};
        return dog;
    }

    private LocalDateTime dateTime() {
        return LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC);
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Object> list(final int depth) {
        final List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(any(depth + 1));
        }
        if (!list.isEmpty() && random.nextInt(4) == 0) {
            list.add(list.get(0));
        }
        return list;
    }

    private Map<Object, Object> map(final Map<Object, Object> target, final int depth) {
        for (int i = random.nextInt(4); i > 0; i--) {
            target.put(of(1 + random.nextInt(21), 9), any(depth + 1));
        }
        return target;
    }

    private List<Object> keys() {
        final List<Object> keys = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            keys.add(of(1 + random.nextInt(21), 9));
        }
        return keys;
    }

    private List<String> texts() {
        return List.of(text(), text());
    }

    String text() {
        final StringBuilder text = new StringBuilder();
        final int bound = random.nextBoolean() ? 128 : random.nextBoolean() ? 256 : 65_536;
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 200 : 20); i > 0; i--) {
            text.append((char) random.nextInt(bound));
        }
        return text.toString();
    }
}
