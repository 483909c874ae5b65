package io.kindling.protocol.stage;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.Test;

public class PayloadBundleTest {

    private final byte[] bundle = PayloadBundle.of(Map.of(3, new byte[] {1, 2}, 70_000, new byte[0]));

    @Test
    public void shouldFindWhatWasPutIn() {
        assertArrayEquals(new byte[] {1, 2}, PayloadBundle.find(bundle, 3));
        assertArrayEquals(new byte[0], PayloadBundle.find(bundle, 70_000));
    }

    @Test
    public void shouldSayWhatIsNotThere() {
        final String message = assertThrows(IllegalArgumentException.class, () -> PayloadBundle.find(bundle, 4)).getMessage();
        assertTrue(message, message.contains("partition 4"));
    }

    @Test
    public void shouldRefuseWhatEndsEarlyOrClaimsTooMuch() {
        for (int length = 1; length < bundle.length; length++) {
            final byte[] cut = Arrays.copyOf(bundle, length);
            assertThrows(IllegalArgumentException.class, () -> PayloadBundle.find(cut, -1));
        }
        assertThrows(IllegalArgumentException.class, () -> PayloadBundle.find(new byte[] {0, 0, 0, 1, 127, 0, 0, 0}, 1));
        assertThrows(IllegalArgumentException.class, () -> PayloadBundle.find(new byte[] {0, 0, 0, 1, -1, 0, 0, 0}, 1));
    }
}
