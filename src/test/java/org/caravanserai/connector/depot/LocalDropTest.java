package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files left in a folder of this machine. */
class LocalDropTest {
    private static final String NAME = "ORDER_1.csv";

    @TempDir
    Path folder;

    @Test
    void whatIsLeftIsThereWholeAndTheSameNameAgainReplacesIt() throws IOException {
        var box = folder.resolve("outbox/erp");
        var drop = Drop.folder(box);

        assertThat(drop.leave(NAME, "first and longer".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());
        assertThat(drop.leave(NAME, "second".getBytes(UTF_8))).isEqualTo(new Drop.Left.There());

        assertThat(box.resolve(NAME)).hasContent("second");
        try (var all = Files.list(box)) {
            assertThat(all).hasSize(1);
        }
        assertThat(drop.look(NAME)).isEqualTo(new Drop.Lies.There(6));
    }

    @Test
    void aLookTellsWhatNeverGotItsNameFromWhatWasTaken() throws IOException {
        var drop = Drop.folder(folder);
        assertThat(drop.look(NAME)).isEqualTo(new Drop.Lies.Gone());

        Files.writeString(folder.resolve("." + NAME + ".part"), "half");
        assertThat(drop.look(NAME)).isEqualTo(new Drop.Lies.Unnamed());

        drop.leave(NAME, new byte[] {'x'});
        assertThat(drop.look(NAME)).isEqualTo(new Drop.Lies.There(1));
        Files.delete(folder.resolve(NAME));
        assertThat(drop.look(NAME)).isEqualTo(new Drop.Lies.Gone());
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidSoWithoutItsPath() throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");
        var left = Drop.folder(folder.resolve("file")).leave(NAME, new byte[0]);

        assertThat(left).isInstanceOf(Drop.Left.NotThere.class);
        assertThat(((Drop.Left.NotThere) left).text())
                .startsWith("writing below file failed")
                .doesNotContain("/");
    }

    @Test
    void aNameThatCannotBeGivenIsDoubt() throws IOException {
        Files.createDirectories(folder.resolve(NAME).resolve("not-empty"));

        assertThat(Drop.folder(folder).leave(NAME, new byte[0])).isInstanceOf(Drop.Left.Unsure.class);
    }
}
