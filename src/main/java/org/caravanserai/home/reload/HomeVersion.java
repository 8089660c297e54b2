package org.caravanserai.home.reload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.home.Home;

/** What a home holds, as one short word that changes with every byte of its files, the library's included. */
public final class HomeVersion {
    private static final int LENGTH = 12;

    private HomeVersion() {}

    /** Twelve hexadecimal digits of a SHA-256 over all paths and contents. */
    public static String of(Home home) {
        var whole = sha256();
        new TreeMap<>(home.files()).forEach((path, file) -> {
            whole.update(path.getBytes(StandardCharsets.UTF_8));
            whole.update((byte) 0);
            whole.update(sha256().digest(file.bytes()));
        });
        return HexFormat.of().formatHex(whole.digest()).substring(0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Paths of files that are new, gone, or of other content. */
    public static List<String> changed(Home before, Home after) {
        var paths = new TreeSet<>(before.files().keySet());
        paths.addAll(after.files().keySet());
        return paths.stream()
                .filter(path -> {
                    var old = before.files().get(path);
                    var now = after.files().get(path);
                    return old == null || now == null || !Arrays.equals(old.bytes(), now.bytes());
                })
                .toList();
    }
}
