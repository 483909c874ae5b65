package io.kindling.protocol.message;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.kindling.common.files.DataKey;
import io.kindling.protocol.stage.Deep;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import io.kindling.protocol.wire.WireMessage;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

public class MessagesTest {

    private final WireFormat format = new WireFormat(Messages.table());

    @Test
    public void shouldBringEveryMessageThrough() {
        for (final WireMessage message : Samples.all()) {
            final byte[] payload = format.encode(message);
            final WireMessage read = format.decode(message.type(), payload);
            assertEquals(Deep.text(message), Deep.text(read));
            assertArrayEquals(Deep.text(message), payload, format.encode(read));
        }
    }

    @Test
    public void shouldHaveASampleALimitAndADecoderForEveryNumber() throws IllegalAccessException {
        final Map<Integer, String> numbers = numbers();
        final Set<Integer> sampled = new TreeSet<>();
        for (final WireMessage message : Samples.all()) {
            sampled.add(message.type());
            assertEquals(numbers.get(message.type()), message.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT));
        }
        assertEquals(new TreeSet<>(numbers.keySet()), sampled);
        assertEquals(numbers.keySet(), Messages.table().decoders().keySet());
    }

    @Test
    public void shouldSkipWhatANewerPeerAppended() {
        for (final WireMessage message : Samples.all()) {
            final byte[] payload = format.encode(message);
            final byte[] more = format.write(out -> {
                out.text("something new");
                out.longs(new long[] {1, 2});
            });
            final byte[] longer = Arrays.copyOf(payload, payload.length + more.length);
            System.arraycopy(more, 0, longer, payload.length, more.length);
            if (longer.length <= Messages.table().limits().get(message.type())) {
                assertEquals(Deep.text(message), Deep.text(format.decode(message.type(), longer)));
            }
        }
    }

    @Test
    public void shouldRefuseEveryTruncation() {
        for (final WireMessage message : Samples.all()) {
            final byte[] payload = format.encode(message);
            for (int length = 0; length < payload.length; length++) {
                final byte[] part = Arrays.copyOf(payload, length);
                final String refusal = assertThrows(WireFormatException.class, () -> format.decode(message.type(), part)).getMessage();
                assertTrue(refusal, refusal.contains("type " + message.type()));
            }
        }
    }

    @Test
    public void shouldReadOrRefuseWhateverComes() {
        final Random random = new Random(20_261_122);
        final List<WireMessage> samples = Samples.all();
        for (int round = 0; round < 20_000; round++) {
            final WireMessage message = samples.get(random.nextInt(samples.size()));
            final byte[] payload = round % 2 == 0 ? mutated(format.encode(message), random) : random(random);
            try {
                format.decode(message.type(), payload);
            } catch (final WireFormatException e) {
                assertTrue(e.getMessage(), e.getMessage().contains("type " + message.type()));
            } catch (final RuntimeException e) {
                fail("Round " + round + ", " + HexFormat.of().formatHex(payload) + ": " + e);
            }
        }
    }

    @Test
    public void shouldRefuseAKeyThatIsThereTwice() {
        final byte[] payload = format.write(out -> {
            out.text(null);
            out.list(List.of("a", "a"), (key, fields) -> {
                fields.text(key);
                fields.text("value");
            });
        });
        final String refusal = assertThrows(WireFormatException.class, () -> format.decode(Messages.REGISTERED, payload)).getMessage();
        assertTrue(refusal, refusal.contains("twice"));
    }

    /** If this fails, executors of another build no longer understand: only what is appended may change. */
    @Test
    public void shouldKeepTheFormat() {
        assertEquals("a103a670110100820c000000a101a50001a4ff900000005f", HexFormat.of().formatHex(format.encode(Samples.HEARTBEAT)));
        assertEquals("a107a101a102820b0000009000008053a100a100a1008228000000a105a600000100a103a102820b000000a10082040000008a0102038208000000a10282010000008a", HexFormat.of().formatHex(format.encode(Samples.LAUNCH)));
    }

    private static byte[] mutated(final byte[] payload, final Random random) {
        final byte[] result = Arrays.copyOf(payload, Math.max(0, payload.length + random.nextInt(5) - 2));
        for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0x80 + random.nextInt(0x40));
        }
        return result;
    }

    private static byte[] random(final Random random) {
        final byte[] result = new byte[random.nextInt(64)];
        random.nextBytes(result);
        return result;
    }

    private static Map<Integer, String> numbers() throws IllegalAccessException {
        final Map<Integer, String> numbers = new HashMap<>();
        for (final Field field : Messages.class.getFields()) {
            assertEquals("twice: " + field, null, numbers.put(field.getInt(null), field.getName()));
        }
        return numbers;
    }

    @Test
    public void shouldNotShowTheApplicationsConfiguration() {
        final String text = new Registered(null, Map.of("app.password", "hunter2"), List.of(), 1, 1,
                DataKey.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))).toString();
        assertTrue(text, !text.contains("hunter2") && !text.contains("0123") && !text.contains("3031"));
    }
}
