package io.kindling.events.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as lines of JSON: those of text, whole numbers and objects are written, and everything is read: texts as {@code String}, whole numbers as
 * {@code Long}, others as {@code Double}, objects and arrays as maps and lists.
 */
final class Json {

    private static final int DEEPEST = 32;

    /** Escapes what is not ASCII: some of it others take for the end of a line, and half a pair of surrogates has no bytes in UTF-8. Keeps nothing by thread. */
    private static final JsonFactory FORMAT = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

    private Json() {
    }

    /** An object and the end of the line. */
    static String line(final Map<String, ?> object) {
        final StringWriter line = new StringWriter(200);
        try (JsonGenerator out = FORMAT.createGenerator(line)) {
            write(object, out);
            out.writeRaw('\n');
        } catch (final IOException e) {
            throw new UncheckedIOException("Not even a text takes it", e);
        }
        return line.toString();
    }

    private static void write(final Object value, final JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (final Map.Entry<?, ?> entry : object.entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(value.toString());
        }
    }

    /** @throws IllegalArgumentException if a text is no JSON; says where */
    static Object parse(final String text) {
        try (JsonParser in = FORMAT.createParser(text)) {
            if (in.nextToken() == null) {
                throw new IllegalArgumentException("nothing is here");
            }
            final Object value = value(in);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("no JSON: something follows the end");
            }
            return value;
        } catch (final JsonProcessingException e) {
            final String where = e.getLocation() == null ? "" : " at character " + e.getLocation().getColumnNr();
            throw new IllegalArgumentException("no JSON" + where + ": " + e.getOriginalMessage(), e);
        } catch (final IOException e) {
            throw new UncheckedIOException("A text cannot be read", e);
        }
    }

    private static Object value(final JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> in.getText();
        };
    }

    private static Map<String, Object> object(final JsonParser in) throws IOException {
        final Map<String, Object> object = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            final String name = in.currentName();
            in.nextToken();
            object.put(name, value(in));
        }
        return object;
    }

    private static List<Object> array(final JsonParser in) throws IOException {
        final List<Object> array = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(in));
        }
        return array;
    }

    private static Object integer(final JsonParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return in.getDoubleValue();
        }
        return in.getLongValue();
    }
}
