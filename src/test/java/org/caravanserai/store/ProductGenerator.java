package org.caravanserai.store;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Products for measurements: canonical JSON of about 3.1 KiB, always the same for the same number and version, compressible like real
 * product texts and no more.
 */
public final class ProductGenerator {
    private static final String[] WORDS = words();
    private static final String[] LOCALES = {"fr_FR", "en_GB", "de_DE"};

    private ProductGenerator() {}

    /** The natural key of product n; keys sort like numbers. */
    public static String sku(int n) {
        return String.format("P-%08d", n);
    }

    /** Product n; another version has another price, another stock and one other sentence. */
    public static byte[] json(int n, int version) {
        var random = new Random(n * 1_000_003L);
        var changing = new Random(n * 31L + version * 7_919L);
        var out = new StringBuilder(3_400);
        out.append("{\"sku\":\"")
                .append(sku(n))
                .append("\",\"status\":\"active\",\"family\":\"family_")
                .append(n % 40)
                .append("\"");
        out.append(",\"gtin\":\"").append(3_000_000_000_000L + n).append("\"");
        for (var attribute : new String[] {"name", "shortDescription", "description", "delivery"}) {
            out.append(",\"").append(attribute).append("\":{");
            int words = attribute.equals("name") ? 6 : attribute.equals("description") ? 42 : 10;
            for (int l = 0; l < LOCALES.length; l++) {
                out.append(l == 0 ? "\"" : ",\"").append(LOCALES[l]).append("\":\"");
                sentence(out, random, words);
                out.append('"');
            }
            out.append('}');
        }
        out.append(",\"note\":\"");
        sentence(out, changing, 14);
        out.append("\",\"price\":{\"amount\":\"")
                .append(changing.nextInt(100_000) / 100.0)
                .append("\",\"currency\":\"EUR\"}");
        out.append(",\"stock\":").append(changing.nextInt(5_000));
        for (int i = 0; i < 14; i++) {
            out.append(",\"attribute_")
                    .append(i * 3 + n % 3)
                    .append("\":{\"value\":")
                    .append(random.nextInt(100_000) / 10.0);
            out.append(",\"unit\":\"mm\"}");
        }
        out.append(",\"media\":[");
        for (int i = 0; i < 3; i++) {
            out.append(i == 0 ? "" : ",")
                    .append("{\"code\":\"M-")
                    .append(n)
                    .append('-')
                    .append(i)
                    .append("\",\"url\":\"https://media.example.com/");
            out.append(Long.toHexString(random.nextLong())).append(".jpg\"}");
        }
        return out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void sentence(StringBuilder out, Random random, int words) {
        for (int i = 0; i < words; i++) {
            double skewed = random.nextDouble();
            out.append(i == 0 ? "" : " ").append(WORDS[(int) (skewed * skewed * WORDS.length)]);
        }
    }

    private static String[] words() {
        var random = new Random(11);
        var words = new String[4_000];
        var syllables = new String[] {
            "ma", "tor", "ci", "ven", "lé", "sur", "pra", "tion", "ger", "o", "bri", "que", "stahl", "en", "ha", "mmer"
        };
        for (int i = 0; i < words.length; i++) {
            var word = new StringBuilder();
            for (int s = 0; s <= 1 + random.nextInt(3); s++) {
                word.append(syllables[random.nextInt(syllables.length)]);
            }
            words[i] = word.toString();
        }
        return words;
    }
}
