package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every package says in three lines what it is for, what it may import and what of it others use. */
class ChartersTest {
    private static final Pattern LINK = Pattern.compile("\\{@link ([A-Za-z0-9_.]+)}");
    private static final String FORM = "a package-info.java is one Javadoc comment of three sentences that start with"
            + " ' * Purpose: ', ' * May import: ' and ' * Face: '";

    @Test
    void everyPackageHasItsCharter() {
        var wrong = new ArrayList<String>();
        for (var folder : packages()) {
            var file = folder.resolve("package-info.java");
            if (!Files.exists(file)) {
                wrong.add(folder + " has no package-info.java; " + FORM);
                continue;
            }
            var text = Code.text(file);
            var purpose = text.indexOf(" * Purpose: ");
            var imports = text.indexOf(" * May import: ");
            var face = text.indexOf(" * Face: ");
            if (purpose < 0 || imports < purpose || face < imports) {
                wrong.add(file + ": " + FORM);
            }
            if (text.lines().count() > 10) {
                wrong.add(file + ": ten lines are the most; longer explanations belong to the classes or to docs/");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theFaceExistsAndIsPublic() {
        var wrong = new ArrayList<String>();
        for (var folder : packages()) {
            var file = folder.resolve("package-info.java");
            if (!Files.exists(file)) {
                continue;
            }
            var text = Code.text(file);
            var links = LINK.matcher(text.substring(Math.max(0, text.indexOf(" * Face: "))));
            while (links.find()) {
                var name = links.group(1);
                var source = Code.MAIN.resolve(name.replace('.', '/') + ".java");
                if (!Files.exists(source)) {
                    wrong.add(file + " names " + name + ", which does not exist");
                } else if (!Code.text(source).contains("public ")) {
                    wrong.add(file + " names " + name + ", which is not public");
                }
            }
        }
        assertThat(wrong)
                .as("the face of a package is what others may use: keep its list true")
                .isEmpty();
    }

    private static List<Path> packages() {
        var folders = new TreeSet<Path>();
        Code.sources(Code.MAIN).forEach(file -> folders.add(file.getParent()));
        return List.copyOf(folders);
    }
}
