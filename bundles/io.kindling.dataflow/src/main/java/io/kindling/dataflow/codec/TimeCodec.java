package io.kindling.dataflow.codec;

import java.time.DateTimeException;
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
import java.time.ZonedDateTime;
import java.util.List;

/** Dates and times. */
final class TimeCodec {

    /** Their places are in the encoded bytes. */
    private static final List<Class<?>> CLASSES = List.of(LocalTime.class, ZonedDateTime.class, OffsetDateTime.class, OffsetTime.class,
            Period.class, Year.class, YearMonth.class, MonthDay.class, ZoneOffset.class, ZoneId.of("Europe/Paris").getClass());

    private TimeCodec() {
    }

    /** The rarer ones. */
    static List<Class<?>> classes() {
        return CLASSES;
    }

    static void write(final Object value, final ByteSink out) {
        final int which = CLASSES.indexOf(value.getClass());
        out.ensure(1 + 24);
        out.putByte(which);
        switch (which) {
            case 0 -> out.putLong(((LocalTime) value).toNanoOfDay());
            case 1 -> {
                final ZonedDateTime time = (ZonedDateTime) value;
                dateTime(time.toLocalDateTime(), out);
                out.putInt(time.getOffset().getTotalSeconds());
                out.putString(time.getZone().getId(), 0);
            }
            case 2 -> {
                dateTime(((OffsetDateTime) value).toLocalDateTime(), out);
                out.putInt(((OffsetDateTime) value).getOffset().getTotalSeconds());
            }
            case 3 -> {
                out.putLong(((OffsetTime) value).toLocalTime().toNanoOfDay());
                out.putInt(((OffsetTime) value).getOffset().getTotalSeconds());
            }
            case 4 -> {
                out.putInt(((Period) value).getYears());
                out.putInt(((Period) value).getMonths());
                out.putInt(((Period) value).getDays());
            }
            case 5 -> out.putInt(((Year) value).getValue());
            case 6 -> {
                out.putInt(((YearMonth) value).getYear());
                out.putByte(((YearMonth) value).getMonthValue());
            }
            case 7 -> {
                out.putByte(((MonthDay) value).getMonthValue());
                out.putByte(((MonthDay) value).getDayOfMonth());
            }
            case 8 -> out.putInt(((ZoneOffset) value).getTotalSeconds());
            default -> out.putString(((ZoneId) value).getId(), 0);
        }
    }

    static void dateTime(final LocalDateTime value, final ByteSink out) {
        out.putLong(value.toLocalDate().toEpochDay());
        out.putLong(value.toLocalTime().toNanoOfDay());
    }

    static LocalDateTime dateTime(final ByteSource in) {
        return LocalDateTime.of(LocalDate.ofEpochDay(in.int64()), LocalTime.ofNanoOfDay(in.int64()));
    }

    /** @throws DateTimeException if the numbers are out of range */
    static Object read(final ByteSource in) {
        return switch (in.int8()) {
            case 0 -> LocalTime.ofNanoOfDay(in.int64());
            case 1 -> zoned(in);
            case 2 -> OffsetDateTime.of(dateTime(in), ZoneOffset.ofTotalSeconds(in.int32()));
            case 3 -> OffsetTime.of(LocalTime.ofNanoOfDay(in.int64()), ZoneOffset.ofTotalSeconds(in.int32()));
            case 4 -> Period.of(in.int32(), in.int32(), in.int32());
            case 5 -> Year.of(in.int32());
            case 6 -> YearMonth.of(in.int32(), in.int8());
            case 7 -> MonthDay.of(in.int8(), in.int8());
            case 8 -> ZoneOffset.ofTotalSeconds(in.int32());
            case 9 -> ZoneId.of(in.string(in.varint()));
            default -> throw ByteSource.malformed("no time is of that kind");
        };
    }

    private static ZonedDateTime zoned(final ByteSource in) {
        final LocalDateTime local = dateTime(in);
        final ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.int32());
        final ZonedDateTime time = ZonedDateTime.ofLocal(local, ZoneId.of(in.string(in.varint())), offset);
        if (!time.getOffset().equals(offset) || !time.toLocalDateTime().equals(local)) {
            throw ByteSource.malformed("the zone " + time.getZone() + " has other offsets here at " + local + ": " + time.getOffset() + " and not " + offset);
        }
        return time;
    }
}
