package org.caravanserai.store;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Products for measurements: canonical JSON of about 3.1 KiB, always the same for the same number and version, compressible like real
 * product texts and no more.
 */
public final class ProductGenerator {
    private static final int PHRASE = 4;
    private static final String[] PHRASES = phrases();
    private static final String[] LOCALES = {"fr_FR", "en_GB", "de_DE"};

    private ProductGenerator() {}

    /** The natural key of product n; keys sort like numbers. */
    public static String sku(int n) {
        return "P-" + String.valueOf(100_000_000 + n).substring(1);
    }

    /** Product n; another version has another price, another stock and one other sentence. */
    public static byte[] json(int n, int version) {
        var random = new SplittableRandom(n * 1_000_003L);
        var changing = new SplittableRandom(n * 31L + version * 7_919L);
        var out = new StringBuilder(3_400);
        out.append("{\"sku\":\"")
                .append(sku(n))
                .append("\",\"status\":\"active\",\"family\":\"family_")
                .append(n % 40)
                .append("\"");
        out.append(",\"gtin\":\"").append(3_000_000_000_000L + n).append("\"");
        for (var attribute : new String[] {"name", "shortDescription", "description", "delivery"}) {
            out.append(",\"").append(attribute).append("\":{");
            int words = attribute.equals("name") ? 2 : attribute.equals("description") ? 9 : 3;
            for (int l = 0; l < LOCALES.length; l++) {
                out.append(l == 0 ? "\"" : ",\"").append(LOCALES[l]).append("\":\"");
                sentence(out, random, words);
                out.append('"');
            }
            out.append('}');
        }
        out.append(",\"note\":\"");
        sentence(out, changing, 4);
        out.append("\",\"price\":{\"amount\":\"")
                .append(changing.nextInt(1_000))
                .append('.')
                .append(10 + changing.nextInt(90))
                .append("\",\"currency\":\"EUR\"}");
        out.append(",\"stock\":").append(changing.nextInt(5_000));
        for (int i = 0; i < 13; i++) {
            out.append(",\"attribute_")
                    .append(i * 3 + n % 3)
                    .append("\":{\"value\":")
                    .append(random.nextInt(100_000));
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

    private static void sentence(StringBuilder out, SplittableRandom random, int phrases) {
        for (int i = 0; i < phrases; i++) {
            out.append(i == 0 ? "" : " ").append(PHRASES[random.nextInt(PHRASES.length)]);
        }
    }

    /** Phrases of words that are partly frequent and partly rare, as in product texts. */
    private static String[] phrases() {
        var random = new Random(11);
        var syllables = new String[] {
            "ma", "tor", "ci", "ven", "l\u00e9", "sur", "pra", "tion", "ger", "o", "bri", "que", "stahl", "en", "ha",
            "mmer"
        };
        var words = new String[4_000];
        for (int i = 0; i < words.length; i++) {
            var word = new StringBuilder();
            for (int s = 0; s <= 1 + random.nextInt(3); s++) {
                word.append(syllables[random.nextInt(syllables.length)]);
            }
            words[i] = word.toString();
        }
        var phrases = new String[20_000];
        for (int i = 0; i < phrases.length; i++) {
            var phrase = new StringBuilder();
            for (int w = 0; w < PHRASE; w++) {
                double skewed = random.nextDouble();
                phrase.append(w == 0 ? "" : " ").append(words[(int) (skewed * skewed * words.length)]);
            }
            phrases[i] = phrase.toString();
        }
        return phrases;
    }
}
