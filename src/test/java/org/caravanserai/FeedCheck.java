package org.caravanserai;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Looks at what a channel serves the way a distrustful partner does: every file must be what the manifest of its version says, at any moment, and no
 * version may come back. Knows nothing of how files are written.
 */
final class FeedCheck {
    private static final int ATTEMPTS = 5;

    private final Shop shop;
    private long latest;
    private int looks;

    /** Where files are fetched. */
    interface Shop {
        /**
         * The manifests of the channel, empty while nothing is published.
         *
         * @throws IOException when nobody answers
         */
        Optional<JsonNode> manifests() throws IOException;

        /**
         * One file, empty when it is not there.
         *
         * @throws IOException when nobody answers or the answer ends in the middle
         */
        Optional<Answer> fetch(String file) throws IOException;
    }

    /** A fetched file with the version it says it is. */
    record Answer(long version, byte[] bytes) {}

    FeedCheck(Shop shop) {
        this.shop = shop;
    }

    /** How often something published was looked at. */
    int looks() {
        return looks;
    }

    /**
     * Fetches everything once.
     *
     * @return what is wrong, empty when all is well
     * @throws IOException when the shop does not answer, which is no fault of its files
     */
    List<String> look() throws IOException {
        var wrong = new ArrayList<String>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = shop.manifests();
            if (before.isEmpty()) {
                if (latest > 0) {
                    wrong.add("version " + latest + " was served before, now there is none");
                }
                return wrong;
            }
            looks++;
            var answers = new HashMap<String, Optional<Answer>>();
            for (var name : entries(before.get()).keySet()) {
                answers.put(name, shop.fetch(name));
            }
            var after = shop.manifests();
            if (after.isPresent() && settled(before.get(), after.get(), answers, wrong)) {
                return wrong;
            }
        }
        return wrong;
    }

    /** False when it was published in between so often that a version has no manifest of ours; then look again. */
    private boolean settled(
            JsonNode before, JsonNode after, Map<String, Optional<Answer>> answers, List<String> wrong) {
        for (var answer : answers.entrySet()) {
            if (answer.getValue().isEmpty()) {
                wrong.add(answer.getKey() + " is in the manifest and cannot be fetched");
                continue;
            }
            var fetched = answer.getValue().get();
            var entry = of(before, answer.getKey(), fetched.version())
                    .or(() -> of(after, answer.getKey(), fetched.version()));
            if (entry.isEmpty()) {
                return false;
            }
            compare(answer.getKey(), entry.get(), fetched, wrong);
        }
        for (var manifest : after) {
            long version = manifest.get("version").asLong();
            if (version < latest) {
                wrong.add("version " + latest + " was served before, now it is " + version);
            }
            latest = Math.max(latest, version);
        }
        return true;
    }

    private static void compare(String name, JsonNode entry, Answer fetched, List<String> wrong) {
        if (!entry.get("sha256").asString().equals(sha256(fetched.bytes()))) {
            wrong.add(name + " version " + fetched.version() + " is torn: " + fetched.bytes().length
                    + " bytes instead of " + entry.get("bytes").asLong() + " with another sha256");
        }
    }

    private static Map<String, JsonNode> entries(JsonNode manifests) {
        var found = new HashMap<String, JsonNode>();
        for (var manifest : manifests) {
            manifest.get("files").forEach(file -> found.put(file.get("file").asString(), file));
        }
        return found;
    }

    private static Optional<JsonNode> of(JsonNode manifests, String file, long version) {
        for (var manifest : manifests) {
            for (var entry : manifest.get("files")) {
                if (entry.get("file").asString().equals(file)
                        && manifest.get("version").asLong() == version) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
