package io.kindling.events.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The little of JSON that a log needs: objects of text, whole numbers and objects are written, and everything is read: texts as {@code String}, whole
 * numbers as {@code Long}, others as {@code Double}, objects and arrays as maps and lists. One line, since no control character is ever written as it is.
 */
final class Json {

    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private Json(final String text) {
        this.text = text;
    }

    /** An object and the end of the line. */
    static String line(final Map<String, ?> object) {
        final StringBuilder out = new StringBuilder(200);
        write(object, out);
        return out.append('\n').toString();
    }

    /** @throws IllegalArgumentException if a text is no JSON; says where */
    static Object parse(final String text) {
        final Json json = new Json(text);
        final Object value = json.value(0);
        json.space();
        if (json.at < text.length()) {
            throw json.wrong("something follows the end");
        }
        return value;
    }

    private static void write(final Object value, final StringBuilder out) {
        if (value instanceof Map<?, ?> object) {
            out.append('{');
            String between = "";
            for (final Map.Entry<?, ?> entry : object.entrySet()) {
                out.append(between);
                between = ",";
                quote(entry.getKey().toString(), out);
                out.append(':');
                write(entry.getValue(), out);
            }
            out.append('}');
        } else if (value instanceof Number) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(final String value, final StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // A lone surrogate has no bytes in UTF-8; the others are what some take for ends of lines.
                    if (c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                        out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16))
                                .append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private Object value(final int depth) {
        if (depth > DEEPEST) {
            throw wrong("more than " + DEEPEST + " values within each other");
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> quoted();
            default -> plain();
        };
    }

    private Map<String, Object> object(final int depth) {
        final Map<String, Object> object = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return object;
        }
        do {
            space();
            if (peek() != '"') {
                throw wrong("a name is missing");
            }
            final String name = quoted();
            space();
            take(':');
            object.put(name, value(depth + 1));
            space();
        } while (more('}'));
        return object;
    }

    private List<Object> array(final int depth) {
        final List<Object> array = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return array;
        }
        do {
            array.add(value(depth + 1));
            space();
        } while (more(']'));
        return array;
    }

    private boolean more(final char end) {
        if (peek() == ',') {
            at++;
            return true;
        }
        take(end);
        return false;
    }

    private String quoted() {
        final StringBuilder value = new StringBuilder();
        at++;
        while (peek() != '"') {
            final char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        final char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw wrong("it ends within a character");
                }
                at += 4;
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> throw wrong("\\" + c + " means nothing");
        };
    }

    private Object plain() {
        final int begin = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        final String word = text.substring(begin, at);
        return switch (word) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null" -> null;
            default -> number(word);
        };
    }

    private Number number(final String word) {
        try {
            if (word.matches("-?[0-9]{1,18}")) {
                return Long.valueOf(word);
            }
            return Double.valueOf(word);
        } catch (final NumberFormatException e) {
            throw wrong("'" + word + "' is no value");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at);
    }

    private void take(final char expected) {
        if (peek() != expected) {
            throw wrong("'" + expected + "' is missing");
        }
        at++;
    }

    private IllegalArgumentException wrong(final String what) {
        return new IllegalArgumentException("no JSON at character " + (at + 1) + ": " + what);
    }
}
