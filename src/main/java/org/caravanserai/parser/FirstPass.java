package org.caravanserai.parser;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What one look through a whole file tells before anything of it is taken, in constant memory.
 *
 * @param bytes its size
 * @param sha256 of all its bytes, lower case hex
 * @param records records that can be read
 * @param refused records that will be refused one by one
 * @param columns columns of the header, empty for formats without
 * @param refusal why the whole file is refused, empty when it may be read
 */
public record FirstPass(
        long bytes, String sha256, long records, long refused, List<String> columns, Optional<Refusal> refusal) {
    public FirstPass {
        columns = List.copyOf(columns);
    }

    /** A JSON array or lines of JSON. */
    public static FirstPass json(Path file) throws IOException {
        return pass(file, Json::records);
    }

    /**
     * A CSV file. A file declared in a one-byte encoding that reads as UTF-8 from end to end, with characters beyond
     * ASCII, is refused: such an accident is next to impossible, and accepting it would write garbled accents into the
     * master.
     *
     * @param expected columns the header must have
     */
    public static FirstPass csv(Path file, CsvDialect dialect, Collection<String> expected) throws IOException {
        boolean oneByte = dialect.charset().newEncoder().maxBytesPerChar() == 1
                && !dialect.charset().equals(StandardCharsets.US_ASCII);
        var probe = new Utf8Probe[1];
        var pass = pass(file, in -> {
            probe[0] = new Utf8Probe(in);
            return Csv.records(oneByte ? probe[0] : in, dialect, expected);
        });
        var check = probe[0].check();
        if (pass.refusal().isPresent() || !check.isUtf8BeyondAscii()) {
            return pass;
        }
        var refusal = Refusal.file(
                ParserCode.FILE_ENCODING,
                check.firstLine(),
                check.first(),
                "the file is UTF-8, it is declared as " + dialect.charset() + "; declare encoding: utf-8");
        return new FirstPass(
                pass.bytes(), pass.sha256(), pass.records(), pass.refused(), pass.columns(), Optional.of(refusal));
    }

    /**
     * One sheet of a workbook.
     *
     * @param sheet its name; null = the first
     * @param expected columns the header must have
     */
    public static FirstPass sheet(Path file, String sheet, boolean header, Collection<String> expected)
            throws IOException {
        return pass(file, in -> Sheet.records(file, sheet, header, expected));
    }

    /** An XML file: the elements directly below its root are the records. */
    public static FirstPass xml(Path file, Xml.Doctype doctype) throws IOException {
        return pass(file, in -> new XmlElements(in, doctype));
    }

    /** Opens the records of a stream. */
    private interface Opener<T> {
        Records<T> open(InputStream in) throws IOException;
    }

    /** Stays open when a reader has enough, so that the rest can be hashed. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Closed by the pass.
        }
    }

    private static <T> FirstPass pass(Path file, Opener<T> opener) throws IOException {
        long records = 0;
        long refused = 0;
        List<String> columns = List.of();
        Refusal refusal = null;
        var digest = digest();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest);
                var open = opener.open(new Unclosed(in))) {
            while (open.hasNext()) {
                var outcome = open.next();
                if (outcome instanceof Outcome.Taken<T>) {
                    records++;
                } else if (outcome instanceof Outcome.Refused<T> fault
                        && fault.refusal().wholeFile()) {
                    refusal = fault.refusal();
                } else {
                    refused++;
                }
            }
            columns = columns(open);
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new FirstPass(
                Files.size(file),
                HexFormat.of().formatHex(digest.digest()),
                records,
                refused,
                columns,
                Optional.ofNullable(refusal));
    }

    private static List<String> columns(Records<?> records) {
        if (records instanceof CsvRecords csv) {
            return csv.columns();
        }
        return records instanceof SheetRecords sheet ? sheet.columns() : List.of();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
