package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the frames of one file with AES-GCM, each under its number and whether it is the last one, so that none can be changed, moved, left
 * out or cut off: STREAM of Hoang, Reyhanitabar, Rogaway and Vizár (Online authenticated-encryption and its nonce-reuse misuse-resistance,
 * CRYPTO 2015). The key and the prefix of the nonces are the file's own: HKDF-SHA-256 (RFC 5869) of the application's key and the file's
 * header, which holds a random salt. Used by one thread at a time.
 */
final class FrameCipher {

    /** What a frame is longer by when it is sealed. */
    static final int TAG = 16;

    private static final int PREFIX = 7;
    private static final int NONCE = PREFIX + Integer.BYTES + 1;
    private static final long MOST_FRAMES = 1L << Integer.SIZE;
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] prefix;
    private final Cipher cipher;

    /** @param header of the file; with other bytes in it nothing can be opened */
    FrameCipher(final byte[] secret, final byte[] header) throws IOException {
        try {
            final byte[] derived = derive(secret, header, secret.length + PREFIX);
            key = new SecretKeySpec(derived, 0, secret.length, "AES");
            prefix = Arrays.copyOfRange(derived, secret.length, derived.length);
            Arrays.fill(derived, (byte) 0);
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (final GeneralSecurityException e) {
            throw new IOException("This Java cannot seal files: " + e, e);
        }
    }

    /** HKDF with the header as its salt. */
    private static byte[] derive(final byte[] secret, final byte[] header, final int length) throws GeneralSecurityException {
        final Mac mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(header, MAC));
        final byte[] extracted = mac.doFinal(secret);
        mac.init(new SecretKeySpec(extracted, MAC));
        final byte[] derived = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, number = 1; done < length; done += block.length, number++) {
            mac.update(block);
            mac.update((byte) number);
            block = mac.doFinal();
            System.arraycopy(block, 0, derived, done, Math.min(block.length, length - done));
        }
        return derived;
    }

    /** Seals a frame; returns how many bytes it has now. No number may ever stand for two frames. */
    int seal(final long frame, final boolean last, final byte[] plain, final int length, final byte[] sealed) throws IOException {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(frame, last));
            return cipher.doFinal(plain, 0, length, sealed, 0);
        } catch (final GeneralSecurityException e) {
            throw new IOException("Frame " + frame + " of " + length + " bytes cannot be sealed: " + e, e);
        }
    }

    /**
     * Opens a frame; returns how many bytes it has now.
     *
     * @throws AEADBadTagException if it is not what was sealed under this number
     */
    int open(final long frame, final boolean last, final byte[] sealed, final int length, final byte[] plain) throws IOException, AEADBadTagException {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(frame, last));
            return cipher.doFinal(sealed, 0, length, plain, 0);
        } catch (final AEADBadTagException e) {
            throw e;
        } catch (final GeneralSecurityException e) {
            throw new IOException("Frame " + frame + " of " + length + " bytes cannot be opened: " + e, e);
        }
    }

    private GCMParameterSpec nonce(final long frame, final boolean last) throws IOException {
        if (frame >= MOST_FRAMES) {
            throw new IOException("A sealed file has at most " + MOST_FRAMES + " frames");
        }
        final byte[] nonce = new byte[NONCE];
        ByteBuffer.wrap(nonce).put(prefix).putInt((int) frame).put((byte) (last ? 1 : 0));
        return new GCMParameterSpec(TAG * Byte.SIZE, nonce);
    }
}
