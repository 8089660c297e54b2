package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPassTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final CsvDialect ERP =
            CsvDialect.standard().separator(';').decimal(',').charset(WINDOWS);

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("in"), bytes);
    }

    @Test
    void countsAndHashesAGoodFile() throws Exception {
        var bytes = "sku;name\nA;é\nB\nC;x".getBytes(WINDOWS);
        var pass = FirstPass.csv(file(bytes), ERP, List.of("sku"));
        var sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(pass)
                .isEqualTo(new FirstPass(bytes.length, sha, 2, 1, List.of("sku", "name"), java.util.Optional.empty()));
    }

    @Test
    void hashesTheWholeFileEvenWhenItIsRefusedAtItsFirstLine() throws Exception {
        var bytes = ("sku;sku\n" + "A;B\n".repeat(100_000)).getBytes(UTF_8);
        var pass = FirstPass.csv(file(bytes), ERP, List.of());
        assertThat(pass.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(pass.refusal().orElseThrow().code()).isEqualTo(ParserCode.FILE_HEADER);
        assertThat(pass.columns()).containsExactly("sku", "sku");
    }

    @Test
    void noticesUtf8DeclaredAsSomethingElse() throws Exception {
        assertThat(FirstPass.csv(file("sku;name\nA;x\nB;Gants résistants\n".getBytes(UTF_8)), ERP, List.of())
                        .refusal()
                        .orElseThrow())
                .hasToString(
                        "line 3, byte 22: FIL-003 the file is UTF-8, it is declared as windows-1252; declare encoding:"
                                + " utf-8");
        assertThat(FirstPass.csv(file("sku;name\nA;x\n".getBytes(UTF_8)), ERP, List.of())
                        .refusal())
                .isEmpty();
        assertThat(FirstPass.csv(file("sku;name\nA;Ã© et é\n".getBytes(WINDOWS)), ERP, List.of())
                        .refusal())
                .isEmpty();
    }

    @Test
    void refusesACutOrEmptyFile() throws Exception {
        assertThat(FirstPass.csv(file(new byte[0]), ERP, List.of()).refusal().orElseThrow())
                .hasToString("FIL-001 the file is empty");
        assertThat(FirstPass.csv(file("a;b\n1;\"x\n2;3\n".getBytes(UTF_8)), ERP, List.of())
                        .refusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(ParserCode.FILE_TRUNCATED);
        assertThat(FirstPass.json(file("[{\"a\":1},{\"a\"".getBytes(UTF_8)))
                        .refusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(ParserCode.FILE_TRUNCATED);
        var lines = FirstPass.json(file("{\"a\":1}\nx\n{\"a\":2}\n".getBytes(UTF_8)));
        assertThat(lines.records()).isEqualTo(2);
        assertThat(lines.refused()).isEqualTo(1);
        assertThat(lines.refusal()).isEmpty();
    }

    @Test
    void countsTheElementsOfAnXmlFile() throws Exception {
        var good = FirstPass.xml(file("<a>\n<b><c/></b><b/><b>x</b></a>".getBytes(UTF_8)), Xml.Doctype.REFUSED);
        assertThat(good.records()).isEqualTo(3);
        assertThat(good.refusal()).isEmpty();
        assertThat(FirstPass.xml(file("<a/>".getBytes(UTF_8)), Xml.Doctype.REFUSED)
                        .records())
                .isZero();
        var cut = FirstPass.xml(file("<a>\n<b/><b".getBytes(UTF_8)), Xml.Doctype.REFUSED);
        assertThat(cut.refusal().orElseThrow())
                .hasToString("line 2: FIL-002 the XML ends in the middle; send the file again");
    }

    @Test
    void aBigFileNeedsNoMoreHeapThanASmallOne() throws Exception {
        var file = folder.resolve("big");
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("sku;name\n".getBytes(UTF_8));
            var row = ("A-1;" + "gant ".repeat(200) + "\n").getBytes(UTF_8);
            for (int i = 0; i < 20_000; i++) {
                out.write(row);
            }
        }
        long before = used();
        var pass = FirstPass.csv(file, ERP, List.of("sku"));
        assertThat(pass.records()).isEqualTo(20_000);
        assertThat(used() - before).as("nothing of 20 MB is kept").isLessThan(8L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
