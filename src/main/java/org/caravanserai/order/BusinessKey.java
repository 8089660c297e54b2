package org.caravanserai.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an order is called wherever it is handed over. A function of whose order it is and nothing else: the same at every attempt, after a restart, and
 * after yesterday's backup was restored.
 */
final class BusinessKey {
    /** Crockford's base 32: no I, L, O, U, so that it can be read out. */
    private static final char[] SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private static final int LENGTH = 16;

    private BusinessKey() {}

    /** The key of an order: 18 characters, since the shortest field of an ERP we know of takes 20. */
    static String of(String source, String account, String number, int version, boolean test) {
        return (test ? "CT" : "CV") + code(source, account, number, String.valueOf(version), test ? "test" : "");
    }

    /** The key of a document about an order. */
    static String of(String order, String source, String kind, String document, int version) {
        return order + "-" + code(source, kind, document, String.valueOf(version));
    }

    /** 80 bits of SHA-256 over the parts, each with its length, so that no two lists of parts read alike. */
    private static String code(String... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part.length()).append(':').append(part);
        }
        var hash = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder(LENGTH);
        for (int bit = 0; bit < LENGTH * 5; bit += 5) {
            int pair = (hash[bit / 8] & 0xFF) << 8 | hash[bit / 8 + 1] & 0xFF;
            code.append(SIGNS[pair >> 11 - bit % 8 & 31]);
        }
        return code.toString();
    }

    /** Lower-case hexadecimal SHA-256. */
    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
