package org.caravanserai.company;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The CRM's workbook: header in row 1, typed cells, and the same bytes on every run of one Java version. */
final class Workbooks {
    /** No zip entry may carry the hour of the run. */
    private static final LocalDateTime FIXED = LocalDateTime.of(2026, 11, 18, 4, 30);

    private Workbooks() {}

    static byte[] write(List<Map<String, Object>> companies, List<Map<String, Object>> contacts) {
        var raw = new ByteArrayOutputStream();
        try (var book = new Workbook(raw, "CRM export", "1.0")) {
            sheet(book.newWorksheet("Companies"), Directory.COMPANY_HEADER, companies);
            sheet(book.newWorksheet("Contacts"), Directory.CONTACT_HEADER, contacts);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return timeless(raw.toByteArray());
    }

    private static void sheet(Worksheet sheet, List<String> header, List<Map<String, Object>> rows) {
        for (int c = 0; c < header.size(); c++) {
            sheet.value(0, c, header.get(c));
            sheet.style(0, c).bold().set();
        }
        sheet.freezePane(0, 1);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < header.size(); c++) {
                cell(sheet, r + 1, c, rows.get(r).get(header.get(c)));
            }
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Object value) {
        if (value instanceof LocalDate date) {
            sheet.value(row, column, date);
            sheet.style(row, column).format("dd/mm/yyyy").set();
        } else if (value instanceof Number number) {
            sheet.value(row, column, number);
        } else if (value instanceof Boolean flag) {
            sheet.value(row, column, flag);
        } else if (!value.toString().isEmpty()) {
            sheet.value(row, column, value.toString());
        }
    }

    /** fastexcel's zip holds sizes a streaming reader refuses and the hour of the run; this rewrites it as a plain zip. */
    private static byte[] timeless(byte[] workbook) {
        var out = new ByteArrayOutputStream();
        try {
            var file = Files.createTempFile("morvan", ".xlsx");
            Files.write(file, workbook);
            try (var in = new ZipFile(file.toFile());
                    var zip = new ZipOutputStream(out)) {
                for (var entry : Collections.list(in.entries())) {
                    var copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(FIXED);
                    zip.putNextEntry(copy);
                    zip.write(content(in, entry));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] content(ZipFile in, ZipEntry entry) throws IOException {
        var bytes = in.getInputStream(entry).readAllBytes();
        if (!entry.getName().equals("docProps/core.xml")) {
            return bytes;
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .replaceAll(">[0-9]{4}-[0-9]{2}-[0-9]{2}T[^<]*<", ">2026-11-18T04:30:00Z<")
                .getBytes(StandardCharsets.UTF_8);
    }
}
