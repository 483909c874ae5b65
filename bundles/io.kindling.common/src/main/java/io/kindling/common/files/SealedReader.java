package io.kindling.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import javax.crypto.AEADBadTagException;

/** Opens the frames of a sealed file, one at a time. Used by one thread at a time. */
final class SealedReader {

    private final FileChannel raw;
    private final Path file;
    private final FrameCipher cipher;
    private byte[] sealed;
    private byte[] plain;
    private long held = -1;
    /** Of the whole file; less than 0 as long as it is being written. */
    private long sealedBytes = -1;
    private long frames;

    SealedReader(final FileChannel raw, final Path file, final FrameCipher cipher) {
        this.raw = raw;
        this.file = file;
        this.cipher = cipher;
    }

    /** The file has been written to its end. */
    void isWhole() throws IOException {
        sealedBytes = raw.size() - SealedLayout.HEADER;
        frames = (sealedBytes + SealedLayout.SEALED - 1) / SealedLayout.SEALED;
        final long inLast = sealedBytes - (frames - 1) * SealedLayout.SEALED;
        if (sealedBytes <= 0 || inLast < FrameCipher.TAG || inLast == FrameCipher.TAG && frames > 1) {
            throw new IOException("The sealed file " + file + " is cut off: it ends after " + raw.size() + " bytes, in no whole frame");
        }
        if (inLast == FrameCipher.TAG) {
            frame(0); // nobody asks for a byte of it, and so nobody else would see that it was not empty
        }
    }

    /** Of the original. */
    long size() {
        return sealedBytes - frames * FrameCipher.TAG;
    }

    /** The original of a frame; it changes with the next call. */
    byte[] frame(final long number) throws IOException {
        if (number == held) {
            return plain;
        }
        if (plain == null) {
            plain = new byte[SealedLayout.SEALED]; // also room for what is not yet compared with its tag
            sealed = new byte[SealedLayout.SEALED];
        }
        final boolean last = sealedBytes >= 0 && number == frames - 1;
        final int length = last ? (int) (sealedBytes - number * SealedLayout.SEALED) : SealedLayout.SEALED;
        final long at = SealedLayout.HEADER + number * SealedLayout.SEALED;
        SealedLayout.read(raw, ByteBuffer.wrap(sealed, 0, length), at, file);
        held = -1;
        try {
            cipher.open(number, last, sealed, length, plain);
        } catch (final AEADBadTagException e) {
            throw new IOException("The sealed file " + file + " is damaged or another application's: frame " + number + " at byte " + at
                    + " does not have the seal that belongs to it", e);
        }
        held = number;
        return plain;
    }
}
