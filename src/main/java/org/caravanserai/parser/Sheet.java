package org.caravanserai.parser;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The one place where workbooks (.xlsx, ECMA-376) are read and written. Before a workbook is opened its archive is
 * looked through: at most 1,000 parts and 512 MiB unpacked, no part more than 200 times its packed size, no DOCTYPE,
 * nothing encrypted, no entry that contradicts the directory. Formulas are never computed, macros never run, links
 * never followed.
 */
public final class Sheet {
    private Sheet() {}

    /**
     * The rows of one sheet, one at a time. The first row that is not blank is the header; blank rows are passed over.
     * {@link Outcome.Taken#line()} is the row number people see.
     *
     * @param sheet its name; null = the first sheet
     * @param header false: columns are named by their number, first is {@code 1}
     * @param expected columns the header must have
     */
    public static Records<SheetRecord> records(Path file, String sheet, boolean header, Collection<String> expected) {
        return new SheetRecords(file, sheet, header, expected);
    }

    /** A writer of a new workbook; the stream stays open. Equal content gives equal bytes. */
    public static SheetWriter writer(OutputStream out) throws IOException {
        return new SheetWriter(out);
    }
}
