package org.caravanserai.connector;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.connector.sheet.WorkbookFormat;
import org.caravanserai.connector.text.CsvFormat;
import org.caravanserai.connector.text.JsonLines;
import org.caravanserai.connector.xml.BmecatFormat;
import org.caravanserai.connector.xml.RssFormat;

/** The formats files can be published in, by their word in {@code format: { type: ... }}. */
public final class FeedFormats {
    private static final Map<String, FeedFormat> ALL = new TreeMap<>();

    static {
        add(new CsvFormat(false));
        add(new CsvFormat(true));
        add(new JsonLines());
        add(new RssFormat());
        add(new BmecatFormat());
        add(new WorkbookFormat());
    }

    private FeedFormats() {}

    private static void add(FeedFormat format) {
        ALL.put(format.word(), format);
    }

    /** The words there are, in alphabetical order. */
    public static Set<String> words() {
        return ALL.keySet();
    }

    /** The format of this word.
     * @throws IllegalArgumentException when nothing is published in it */
    public static FeedFormat of(String word) {
        var found = ALL.get(word);
        if (found == null) {
            throw new IllegalArgumentException(
                    "nothing is published as '" + word + "'; there are " + String.join(", ", ALL.keySet()));
        }
        return found;
    }
}
