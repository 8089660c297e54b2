package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks whose archive is sound and whose content is not. */
class SheetHostileTest {
    private static final String MAIN = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";

    @TempDir
    Path folder;

    private static Map<String, String> parts(String rows) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override"
                        + " PartName='/xl/workbook.xml'"
                        + " ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/><Override"
                        + " PartName='/xl/sharedStrings.xml'"
                        + " ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml'/><Override"
                        + " PartName='/xl/worksheets/sheet1.xml'"
                        + " ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/>"
                        + "</Types>");
        parts.put(
                "_rels/.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship"
                        + " Id='rId1'"
                        + " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
                        + " Target='xl/workbook.xml'/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook " + MAIN + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                        + "<sheets><sheet name='A' sheetId='1' r:id='rId1'/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship"
                        + " Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'"
                        + " Target='worksheets/sheet1.xml'/></Relationships>");
        parts.put("xl/sharedStrings.xml", "<sst " + MAIN + "><si><t>shared</t></si></sst>");
        parts.put(
                "xl/worksheets/sheet1.xml", "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
        return parts;
    }

    private List<String> read(Map<String, String> parts) throws IOException {
        var file = folder.resolve("in.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        List<String> seen = new ArrayList<>();
        try (var records = Sheet.records(file, "A", false, Set.of())) {
            records.forEachRemaining(outcome -> seen.add(
                    outcome instanceof Outcome.Refused<SheetRecord> refused
                            ? refused.refusal().toString()
                            : ((Outcome.Taken<SheetRecord>) outcome).value().toString()));
        }
        return seen;
    }

    @Test
    void readsTheSoundOne() throws IOException {
        assertThat(read(parts("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'"
                        + " t='inlineStr'><is><t>in</t></is></c><c r='C1'><v>5</v></c></row>")))
                .containsExactly("[shared, in, 5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r='1'><c r='A1'><v>1</row>",
                "<row r='1'><c r='A1' t='s'><v>99999</v></c></row>",
                "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
                "<row r='1'><c r='A1' t='s'><v>x</v></c></row>",
                "<row r='1'><c r='ZZZZZZZZ1'><v>1</v></c></row>",
                "<row r='99999999999'><c r='A1'><v>1</v></c></row>",
                "<row r='-5'><c r='A-5'><v>1</v></c></row>",
                "<row r='x'><c r='x'><v>1</v></c></row>",
                "<row><c><v>1</v></c></row>",
                "<row r='1'><c r='A1' s='9999'><v>1</v></c></row>",
                "<row r='1'><c r='A1' t='wrong'><v>1</v></c></row>",
                "<row r='1'><c r='A1'><v>abc</v></c></row>",
                "<row r='1'><c r='A1'><v>1e999999999</v></c></row>",
                "<row r='1'><c r='A1' t='b'><v>7</v></c></row>",
                "<row r='1'><c r='A1' t='inlineStr'><is/></c></row>",
                "<row r='1'><c r='A1'/><c r='A1'><v>2</v></c></row>",
            })
    void answersWhateverTheRowsHold(String rows) throws IOException {
        for (var line : read(parts(rows))) {
            assertThat(line.length()).isLessThan(600);
        }
    }

    @Test
    void answersWhenPartsAreMissing() throws IOException {
        for (var missing : List.of("xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")) {
            var parts = parts("<row r='1'><c r='A1' t='s'><v>0</v></c></row>");
            parts.remove(missing);
            assertThat(read(parts)).as(missing).hasSizeLessThan(2);
        }
    }

    @Test
    void answersToMutatedParts() throws IOException {
        var random = new Random(23);
        var good = parts("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><f>1+1</f><v>2</v></c></row><row r='2'><c"
                + " r='A2'><v>7</v></c></row>");
        var names = List.copyOf(good.keySet());
        for (int round = 0; round < 200; round++) {
            var parts = new LinkedHashMap<>(good);
            var name = names.get(random.nextInt(names.size()));
            var text = new StringBuilder(parts.get(name));
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) (32 + random.nextInt(90)));
                case 1 -> text.setLength(at);
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
            }
            parts.put(name, text.toString());
            for (var line : read(parts)) {
                assertThat(line.chars()).as("%s %s", name, text).noneMatch(Character::isISOControl);
            }
        }
    }
}
