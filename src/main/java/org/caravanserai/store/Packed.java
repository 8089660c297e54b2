package org.caravanserai.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * A document's bytes as they are stored: first byte 0 = as they are, 1 = LZ4 block after the length (4 bytes, big end first). Pack before
 * the transaction and unpack after it, so that the writing thread is not kept busy with it.
 */
public final class Packed {
    /** The largest document, unpacked. */
    public static final int MAX_BYTES = 16 << 20;

    /** The largest stored form; H2 keeps no longer value in a row. */
    static final int MAX_STORED = 1 << 20;

    /**
     * Smaller bodies are kept as they are: compressing 3 KiB costs as much as the rest of its insert (docs/benchmarks.md) and saves a
     * third of the disk. Large ones gain more, in H2's row limit too.
     */
    static final int COMPRESS_FROM = 4096;

    private static final byte RAW = 0;
    private static final byte LZ4 = 1;
    private static final int HEAD = 5;
    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();
    private static final XXHash64 HASH = XXHashFactory.fastestInstance().hash64();

    private final byte[] stored;

    private Packed(byte[] stored) {
        this.stored = stored;
    }

    /**
     * Packs a body; compressed from 4 KiB on, and only when that saves something.
     *
     * @throws StoreException.Unreadable when it is too large to store
     */
    public static Packed of(byte[] body) {
        if (body.length < COMPRESS_FROM) {
            return new Packed(raw(body));
        }
        checkLength(body.length);
        var room = new byte[HEAD + COMPRESSOR.maxCompressedLength(body.length)];
        int length = HEAD + COMPRESSOR.compress(body, 0, body.length, room, HEAD);
        byte[] stored;
        if (length < body.length + 1) {
            ByteBuffer.wrap(room).put(LZ4).putInt(body.length);
            stored = Arrays.copyOf(room, length);
        } else {
            stored = raw(body);
        }
        if (stored.length > MAX_STORED) {
            throw new StoreException.Unreadable(
                    "a document of " + body.length + " bytes is " + stored.length + " bytes compressed; at most "
                            + MAX_STORED,
                    null);
        }
        return new Packed(stored);
    }

    /**
     * Packs a body that consists of several parts, each from its position to its limit; small ones are copied only once.
     *
     * @throws StoreException.Unreadable when it is too large to store
     */
    public static Packed of(ByteBuffer... parts) {
        long length = 0;
        for (var part : parts) {
            length += part.remaining();
        }
        checkLength(length);
        boolean small = length < COMPRESS_FROM;
        int at = small ? 1 : 0;
        var joined = new byte[(int) length + at];
        for (var part : parts) {
            part.get(part.position(), joined, at, part.remaining());
            at += part.remaining();
        }
        return small ? new Packed(joined) : of(joined);
    }

    private static void checkLength(long length) {
        if (length > MAX_BYTES) {
            throw new StoreException.Unreadable("a document of " + length + " bytes; at most " + MAX_BYTES, null);
        }
    }

    private static byte[] raw(byte[] body) {
        var stored = new byte[body.length + 1];
        stored[0] = RAW;
        System.arraycopy(body, 0, stored, 1, body.length);
        return stored;
    }

    /** What a row holds. */
    public static Packed stored(byte[] stored) {
        return new Packed(stored);
    }

    /** The 64-bit content hash (XXH64) of a body; equal bytes, equal hash. Not for secrets. */
    public static long hash(byte[] body) {
        return HASH.hash(body, 0, body.length, 0);
    }

    /**
     * The body.
     *
     * @throws StoreException.Unreadable when the stored bytes are damaged
     */
    public byte[] body() {
        if (stored.length > 0 && stored[0] == RAW) {
            return Arrays.copyOfRange(stored, 1, stored.length);
        }
        if (stored.length > HEAD && stored[0] == LZ4) {
            int length = ByteBuffer.wrap(stored, 1, 4).getInt();
            if (length >= 0 && length <= MAX_BYTES) {
                var body = new byte[length];
                try {
                    if (DECOMPRESSOR.decompress(stored, HEAD, stored.length - HEAD, body, 0) == length) {
                        return body;
                    }
                } catch (LZ4Exception damaged) {
                    throw new StoreException.Unreadable(
                            "a stored document is damaged: restore it or send it again", damaged);
                }
            }
        }
        throw new StoreException.Unreadable("a stored document is damaged: restore it or send it again", null);
    }

    /** Bytes in the row. */
    public int size() {
        return stored.length;
    }

    /** The bytes for the row; not to be changed. */
    public byte[] stored() {
        return stored;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packed packed && Arrays.equals(stored, packed.stored);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stored);
    }

    @Override
    public String toString() {
        return "Packed[" + stored.length + " bytes]";
    }
}
