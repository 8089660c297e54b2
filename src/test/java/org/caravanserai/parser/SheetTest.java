package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetTest {
    @TempDir
    Path folder;

    private static List<String> read(Path file, String sheet, boolean header, String... expected) throws IOException {
        List<String> seen = new ArrayList<>();
        try (var records = Sheet.records(file, sheet, header, Set.of(expected))) {
            records.forEachRemaining(outcome -> {
                if (outcome instanceof Outcome.Taken<SheetRecord> taken) {
                    seen.add(taken.number() + "/" + taken.line() + " " + taken.value());
                } else if (outcome instanceof Outcome.Refused<SheetRecord> refused) {
                    seen.add(refused.refusal().toString());
                }
            });
        }
        return seen;
    }

    private Path save(XSSFWorkbook workbook) throws IOException {
        var file = folder.resolve("in.xlsx");
        try (var out = Files.newOutputStream(file)) {
            workbook.write(out);
        }
        workbook.close();
        return file;
    }

    private static CellStyle format(XSSFWorkbook workbook, String format) {
        var style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    private static XSSFCell cell(XSSFRow row, int column, double value, CellStyle style) {
        var cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(style);
        return cell;
    }

    @Test
    void readsWhatEachCellIs() throws IOException {
        var workbook = new XSSFWorkbook();
        var sheet = workbook.createSheet("Clients");
        var header = sheet.createRow(2);
        for (int i = 0; i < 16; i++) {
            header.createCell(i).setCellValue("c" + i);
        }
        var row = sheet.createRow(4);
        row.createCell(0).setCellValue("té_x000D_xt _x0041_");
        row.createCell(1).setCellValue(12.350000000000001);
        row.createCell(2).setCellValue(3_012_345_678_905d);
        row.createCell(3).setCellValue(true);
        cell(row, 4, 46347, format(workbook, "dd/mm/yyyy"));
        cell(row, 5, 46347.375, format(workbook, "[$-40C]d mmm yyyy hh:mm"));
        cell(row, 6, 0.375, format(workbook, "hh:mm"));
        cell(row, 7, 1000, format(workbook, "00000"));
        cell(row, 8, 1.5, format(workbook, "#,##0.00 \"days\""));
        row.createCell(9).setCellErrorValue(FormulaError.NA.getCode());
        var evaluator = workbook.getCreationHelper().createFormulaEvaluator();
        for (var formula : List.of("1+2", "\"a\"&\"b\"", "1/0", "1=1")) {
            var cell = row.createCell(
                    10 + List.of("1+2", "\"a\"&\"b\"", "1/0", "1=1").indexOf(formula));
            cell.setCellFormula(formula);
            evaluator.evaluateFormulaCell(cell);
        }
        var rich = new XSSFRichTextString("bold rest");
        rich.applyFont(0, 4, workbook.createFont());
        row.createCell(14).setCellValue(rich);
        cell(row, 15, 0.0000001, format(workbook, "General"));
        try (var records = Sheet.records(save(workbook), "Clients", true, Set.of("c0"))) {
            var taken = (Outcome.Taken<SheetRecord>) records.next();
            assertThat(taken.line()).isEqualTo(5);
            var cells =
                    taken.value().columns().stream().map(taken.value()::cell).toList();
            assertThat(cells)
                    .containsExactly(
                            new SheetCell(SheetCell.Kind.TEXT, "té\rxt A", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "12.35", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "3012345678905", false),
                            new SheetCell(SheetCell.Kind.BOOLEAN, "true", false),
                            new SheetCell(SheetCell.Kind.DATE, "2026-11-21", false),
                            new SheetCell(SheetCell.Kind.DATE_TIME, "2026-11-21T09:00:00", false),
                            new SheetCell(SheetCell.Kind.TIME, "09:00:00", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "01000", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "1.5", false),
                            new SheetCell(SheetCell.Kind.ERROR, "#N/A", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "3", true),
                            new SheetCell(SheetCell.Kind.TEXT, "ab", true),
                            new SheetCell(SheetCell.Kind.ERROR, "#DIV/0!", true),
                            new SheetCell(SheetCell.Kind.BOOLEAN, "true", true),
                            new SheetCell(SheetCell.Kind.TEXT, "bold rest", false),
                            new SheetCell(SheetCell.Kind.NUMBER, "0.0000001", false));
            assertThat(taken.value().cell("nowhere")).isNull();
            assertThat(records.hasNext()).isFalse();
        }
    }

    @Test
    void readsDatesOfTheOtherEpochAndTheDayThatNeverWas() throws IOException {
        var workbook = new XSSFWorkbook();
        workbook.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
        cell(workbook.createSheet("A").createRow(0), 0, 0, format(workbook, "yyyy-mm-dd"));
        assertThat(read(save(workbook), null, false)).containsExactly("1/1 [1904-01-01]");
        var lotus = new XSSFWorkbook();
        var row = lotus.createSheet("A").createRow(0);
        var style = format(lotus, "yyyy-mm-dd");
        for (int i = 0; i < 4; i++) {
            cell(row, i, List.of(1, 59, 61, 2_958_465).get(i), style);
        }
        assertThat(read(save(lotus), null, false))
                .containsExactly("1/1 [1900-01-01, 1900-02-28, 1900-03-01, 9999-12-31]");
    }

    @Test
    void keepsRowNumbersAndRefusesWhatLiesOutsideTheTable() throws IOException {
        var workbook = new XSSFWorkbook();
        var sheet = workbook.createSheet("A");
        sheet.createRow(0).createCell(0).setCellValue("sku");
        sheet.createRow(3).createCell(0).setCellValue("A-1");
        sheet.createRow(4).createCell(0).setCellValue("  ");
        sheet.createRow(5).createCell(2).setCellValue("lost");
        sheet.createRow(9).createCell(0).setCellValue("A-2");
        assertThat(read(save(workbook), "A", true))
                .containsExactly(
                        "1/4 [A-1]",
                        "line 6: ROW-002 3 cells, the header has 1; look for a value outside the table",
                        "3/10 [A-2]");
    }

    @Test
    void refusesAWrongSheetOrHeader() throws IOException {
        var workbook = new XSSFWorkbook();
        workbook.createSheet("Clients").createRow(0).createCell(0).setCellValue("sku");
        workbook.createSheet("Vide");
        var file = save(workbook);
        assertThat(read(file, "Client", true))
                .containsExactly(
                        "FIL-010 the workbook has no sheet 'Client'; did you mean 'Clients'?; it has Clients, Vide");
        assertThat(read(file, "Vide", true)).containsExactly("FIL-001 the sheet is empty");
        assertThat(read(file, "Clients", true, "name"))
                .containsExactly(
                        "line 1: FIL-006 the header lacks the column 'name'; the header has one column only: look at"
                                + " the separator");
        assertThat(FirstPass.sheet(file, "Clients", true, Set.of()).columns()).containsExactly("sku");
    }

    @Test
    void readsWorkbooksOfStreamingWriters() throws IOException {
        var file = folder.resolve("in.xlsx");
        try (var workbook = new SXSSFWorkbook();
                var out = Files.newOutputStream(file)) {
            var sheet = workbook.createSheet("A");
            for (int i = 0; i < 500; i++) {
                sheet.createRow(i).createCell(0).setCellValue("v" + i);
            }
            workbook.write(out);
        }
        assertThat(read(file, "A", true)).hasSize(499).last().isEqualTo("499/500 [v499]");
    }

    @Test
    void writesWhatTwoReadersRead() throws IOException {
        var out = new ByteArrayOutputStream();
        write(out);
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(workbook.getNumberOfSheets()).isEqualTo(2);
            var row = workbook.getSheet("Prix & co").getRow(1);
            assertThat(row.getCell(0).getCellType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(0).getStringCellValue()).isEqualTo("=1+1");
            assertThat(row.getCell(1).getNumericCellValue()).isEqualTo(12.5);
            assertThat(row.getCell(2).getLocalDateTimeCellValue()).isEqualTo("2026-11-21T00:00:00");
            assertThat(row.getCell(3).getLocalDateTimeCellValue()).isEqualTo("2026-11-21T09:30:00");
            assertThat(row.getCell(4).getBooleanCellValue()).isTrue();
            assertThat(row.getCell(5)).as("empty").isNull();
            assertThat(row.getCell(6).getStringCellValue()).isEqualTo("  é𝄞 <&>\"\n_x0041_\r");
            assertThat(row.getCell(7).getStringCellValue()).isEqualTo("12345678901234567890");
            assertThat(workbook.getSheet("Second").getRow(0).getCell(0).getStringCellValue())
                    .isEqualTo("x");
        }
        var file = Files.write(folder.resolve("out.xlsx"), out.toByteArray());
        try (var records = Sheet.records(file, "Prix & co", true, Set.of("a"))) {
            var record = ((Outcome.Taken<SheetRecord>) records.next()).value();
            assertThat(record.toString())
                    .isEqualTo("[=1+1, 12.5, 2026-11-21, 2026-11-21T09:30:00, true, ,   é𝄞 <&>\"\n"
                            + "_x0041_\r"
                            + ", 12345678901234567890]");
        }
    }

    private static void write(ByteArrayOutputStream out) throws IOException {
        try (var writer = Sheet.writer(out)) {
            writer.sheet("Prix & co", List.of("a", "b", "c", "d", "e", "f", "g", "h"));
            writer.text("=1+1")
                    .number("12.50")
                    .date(LocalDate.of(2026, 11, 21))
                    .dateTime(LocalDateTime.of(2026, 11, 21, 9, 30));
            writer.flag(true).text(null).text("  é𝄞\u0001 <&>\"\n_x0041_\r").number("12345678901234567890");
            assertThat(writer.end()).isEmpty();
            writer.sheet("Second", List.of());
            writer.text("x")
                    .number((BigDecimal) null)
                    .date(null)
                    .flag(null)
                    .number(7)
                    .end();
            assertThat(writer.records()).isEqualTo(2);
        }
    }

    @Test
    void equalContentGivesEqualBytes() throws Exception {
        var one = new ByteArrayOutputStream();
        write(one);
        var two = new ByteArrayOutputStream();
        write(two);
        assertThat(two.toByteArray()).isEqualTo(one.toByteArray());
        try (var zip = new ZipInputStream(new ByteArrayInputStream(one.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getTimeLocal())
                        .as("no time of day in the file")
                        .isEqualTo("1980-01-01T00:00:00");
                assertThat(new String(zip.readAllBytes(), UTF_8)).doesNotContain("created", "modified");
            }
        }
    }

    @Test
    void leavesOutARowThatDoesNotFit() throws IOException {
        try (var writer = Sheet.writer(new ByteArrayOutputStream())) {
            writer.sheet("A", List.of("sku", "text"));
            assertThat(writer.text("A-1").text("x".repeat(32_768)).end().orElseThrow())
                    .hasToString("record 1, field text: ROW-009 the text has 32768 characters, a cell holds 32767");
            assertThat(writer.text("A-2").end()).isEmpty();
            assertThat(writer.records()).isEqualTo(1);
            for (int i = 0; i <= SheetWriter.MAX_COLUMNS; i++) {
                writer.number(1);
            }
            assertThat(writer.end().orElseThrow().message()).isEqualTo("a sheet has at most 16384 columns");
        }
    }

    @Test
    void refusesSheetNamesThatExcelWouldRefuse() throws IOException {
        try (var writer = Sheet.writer(new ByteArrayOutputStream())) {
            for (var name : List.of("", "a/b", "x".repeat(32), "[a]")) {
                assertThatThrownBy(() -> writer.sheet(name, List.of()))
                        .hasMessageContaining("a name has 1 to 31 characters");
            }
            writer.sheet("A", List.of());
            assertThatThrownBy(() -> writer.sheet("a", List.of())).hasMessage("sheet 'a' stands twice");
        }
    }
}
