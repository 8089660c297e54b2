package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A page of a table is read along an index: what is sorted begins with what is asked for. H2 2.4 takes an index for the order only when the order names its
 * columns from the first one on; otherwise every page sorts all that follows it, and reading a table by pages costs the square of its size.
 */
class PagesTest {
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern PAGE = Pattern.compile(
            "(?:\"|where )(?:\\w+\\.)?(\\w+) = \\?[^\"]*? [<>] \\? order by (?:\\w+\\.)?(\\w+)[^\"]* limit");

    @Test
    void pagesAreReadAlongAnIndex() throws IOException {
        var wrong = new TreeSet<String>();
        int pages = 0;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                var page = PAGE.matcher(JOINED.matcher(Files.readString(file)).replaceAll(""));
                while (page.find()) {
                    pages++;
                    if (!page.group(1).equals(page.group(2))) {
                        wrong.add(file + ": " + page.group());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(pages).as("pages found").isGreaterThan(5);
    }
}
