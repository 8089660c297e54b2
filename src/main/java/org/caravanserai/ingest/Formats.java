package org.caravanserai.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.home.Format;
import org.caravanserai.home.Source;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvRecord;
import org.caravanserai.parser.FirstPass;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.ParserCode;
import org.caravanserai.parser.Records;
import org.caravanserai.parser.Refusal;
import org.caravanserai.parser.Sheet;
import org.caravanserai.parser.SheetRecord;

/** Opens files by the format their source declares. */
final class Formats {
    private Formats() {}

    /** How one file is read; opened once for each pass. */
    interface Opener {
        /** Finds what is wrong with the file as a whole, and what it holds. */
        FirstPass look() throws IOException;

        /** The records by field name. */
        Records<Map<String, Object>> records() throws IOException;

        /** Whether records without any text are blank lines and no records. */
        default boolean blankLines() {
            return true;
        }
    }

    /** How a file of this format is read. An unknown format is refused as a file. */
    static Opener of(Format format, Path file) {
        var type = format == null ? "json" : format.type();
        return switch (type) {
            case "json", "jsonl" -> new JsonFile(file);
            case "csv", "tsv" -> new CsvFile(file, dialect(format));
            case "xlsx" -> new SheetFile(file, format.sheet(), format.header());
            default -> new Unknown(type, file);
        };
    }

    /** Whether calls may bring cells: the source's format says how they are written, its map what they mean. */
    static boolean cells(Source.Entity entity) {
        return entity != null
                && entity.format() != null
                && Set.of("csv", "tsv").contains(entity.format().type());
    }

    static CsvDialect dialect(Format format) {
        return CsvDialect.standard()
                .charset(format.encoding())
                .separator(format.separator())
                .quote(format.quote())
                .decimal(format.decimal())
                .header(format.header());
    }

    private record JsonFile(Path file) implements Opener {
        @Override
        public FirstPass look() throws IOException {
            // What is wrong with the whole of it shows while its records are read, before anything is committed.
            return new FirstPass(Files.size(file), Body.sha256(file), 0, 0, List.of(), Optional.empty());
        }

        @Override
        public Records<Map<String, Object>> records() throws IOException {
            return Json.records(Files.newInputStream(file));
        }

        @Override
        public boolean blankLines() {
            return false;
        }
    }

    private record CsvFile(Path file, CsvDialect dialect) implements Opener {
        @Override
        public FirstPass look() throws IOException {
            return FirstPass.csv(file, dialect, Set.of());
        }

        @Override
        public Records<Map<String, Object>> records() throws IOException {
            return new ByName<>(Csv.records(Files.newInputStream(file), dialect), CsvRecord::columns, CsvRecord::cell);
        }
    }

    private record SheetFile(Path file, String sheet, boolean header) implements Opener {
        @Override
        public FirstPass look() throws IOException {
            return FirstPass.sheet(file, sheet, header, Set.of());
        }

        @Override
        public Records<Map<String, Object>> records() {
            return new ByName<>(
                    Sheet.records(file, sheet, header, Set.of()),
                    SheetRecord::columns,
                    (row, column) -> row.cell(column).text());
        }
    }

    private record Unknown(String type, Path file) implements Opener {
        @Override
        public FirstPass look() throws IOException {
            var pass = FirstPass.json(file);
            var refusal = Refusal.file(
                    ParserCode.FILE_SYNTAX,
                    "files of the format " + type + " cannot be read; use csv, tsv, json, jsonl or xlsx");
            return new FirstPass(pass.bytes(), pass.sha256(), 0, 0, pass.columns(), Optional.of(refusal));
        }

        @Override
        public Records<Map<String, Object>> records() {
            throw new IllegalStateException("refused by the first pass");
        }
    }

    /** The text of a cell by the place of its column. */
    private interface Cell<T> {
        String of(T row, int column);
    }

    /** Cells by column name; records without any text are passed over by the caller. */
    private record ByName<T>(Records<T> cells, Function<T, List<String>> columns, Cell<T> cell)
            implements Records<Map<String, Object>> {
        @Override
        public boolean hasNext() {
            return cells.hasNext();
        }

        @Override
        public Outcome<Map<String, Object>> next() {
            var outcome = cells.next();
            if (outcome instanceof Outcome.Refused<T> refused) {
                return new Outcome.Refused<>(refused.refusal());
            }
            var taken = (Outcome.Taken<T>) outcome;
            var names = columns.apply(taken.value());
            var fields = new LinkedHashMap<String, Object>(names.size() * 2);
            for (int i = 0; i < names.size(); i++) {
                if (!names.get(i).isEmpty()) {
                    fields.put(names.get(i), cell.of(taken.value(), i));
                }
            }
            return new Outcome.Taken<>(taken.number(), taken.line(), fields);
        }

        @Override
        public void close() throws IOException {
            cells.close();
        }
    }
}
