package org.caravanserai.camel;

import java.nio.file.Path;
import java.util.List;
import org.caravanserai.canonical.Kind;

/** What {@code hub:ingest} calls. */
@FunctionalInterface
public interface Intake {
    /**
     * Takes a complete file. Whatever is wrong with its content is an account of the run, never an exception: when this returns, the outcome is
     * committed and the file may be moved away.
     *
     * @param entities at least one; several when one file holds them all (sheets of a workbook)
     * @throws RuntimeException when nothing could be committed (database down): the file stays and is offered again
     */
    void take(String source, List<Kind> entities, Path file);
}
