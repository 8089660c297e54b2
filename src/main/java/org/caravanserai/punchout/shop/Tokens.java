package org.caravanserai.punchout.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words and codes as they are compared: without case, accents and, in codes, without anything but letters and digits. */
final class Tokens {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_CODE = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** A text of a buyer is looked at so far. */
    static final int LONGEST = 200;

    static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }
    };

    private Tokens() {}

    /** Without accents; one letter for one where languages write one for the other. */
    static String folded(String text) {
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return plain.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae").replace('’', '\'');
    }

    /** A code without what people leave out: {@code gl-200 9} and {@code GL200-9} are the same. */
    static String code(String text) {
        return NO_CODE.matcher(folded(text).toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** The words of a text. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        try (var stream = ANALYZER.tokenStream("", folded(text))) {
            var word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(word.toString());
            }
            stream.end();
        } catch (IOException never) {
            throw new UncheckedIOException("a text in memory is read", never);
        }
        return words;
    }
}
