package org.caravanserai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets and hashes. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without 0 o 1 l i: ids and passwords are read out on the telephone. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private Secrets() {}

    /** 256 bits that fit into a URL. */
    static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Random letters and digits; 20 of them are 99 bits. */
    static String letters(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static byte[] sha256(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
