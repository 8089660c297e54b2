package org.caravanserai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Slow hashes of passwords, and a short memory of what was just proved: with HTTP Basic every request brings the password
 * again, and a slow hash each time would cost more than the request.
 */
final class Passwords {
    /** What bcrypt looks at; more would be silently ignored. */
    static final int MOST_BYTES = 72;

    private static final int MEMORY = 200;

    private final BCryptPasswordEncoder encoder;
    private final String salt = Secrets.secret();
    private final String nobody;
    /** Stored hash to a fast hash of the password proved against it; the salt lives as long as the process. */
    private final Map<String, byte[]> proved = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MEMORY;
        }
    };

    /** Strength: the work doubles with each step; 10 is about 60 ms. */
    Passwords(int strength) {
        encoder = new BCryptPasswordEncoder(strength);
        // Costs as much to compare as a real one and is none, so that no start waits for it.
        nobody = String.format("$2a$%02d$", strength) + ".".repeat(53);
    }

    static boolean fits(String password) {
        return !password.isBlank() && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    String hash(String password) {
        return encoder.encode(password);
    }

    /** Costs the same when there is no such user: pass null then. */
    boolean matches(String password, String stored) {
        if (stored == null || !fits(password)) {
            encoder.matches("wrong", nobody);
            return false;
        }
        var quick = Secrets.sha256(salt + password);
        synchronized (proved) {
            var known = proved.get(stored);
            if (known != null && MessageDigest.isEqual(known, quick)) {
                return true;
            }
        }
        if (!encoder.matches(password, stored)) {
            return false;
        }
        synchronized (proved) {
            proved.put(stored, quick);
        }
        return true;
    }
}
