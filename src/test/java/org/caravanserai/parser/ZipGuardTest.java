package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipGuardTest {
    @TempDir
    Path folder;

    /** Adds entries to a workbook that is good without them. */
    private interface Parts {
        void add(ZipOutputStream zip) throws IOException;
    }

    private byte[] workbook(Parts parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            put(zip, "[Content_Types].xml", "<Types/>");
            put(zip, "xl/workbook.xml", "<workbook/>");
            parts.add(zip);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
        zip.closeEntry();
    }

    private static void zeros(OutputStream out, long count) throws IOException {
        var block = new byte[1 << 16];
        for (long left = count; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private String check(byte[] bytes) throws IOException {
        return ZipGuard.check(Files.write(folder.resolve("in.xlsx"), bytes))
                .map(Refusal::toString)
                .orElse("good");
    }

    @Test
    void letsAGoodWorkbookPass() throws IOException {
        assertThat(check(workbook(zip -> {}))).isEqualTo("good");
        assertThat(check(workbook(zip -> put(zip, "xl/media/a.bin", "\0\1")))).isEqualTo("good");
        var stored = workbook(zip -> stored(zip, "a.xml", "<a/>".getBytes(UTF_8)));
        assertThat(check(stored)).isEqualTo("good");
    }

    @Test
    void refusesWhatIsNoWorkbook() throws IOException {
        assertThat(check(new byte[0])).isEqualTo("FIL-001 the file is empty");
        assertThat(check("sku;name\n".getBytes(UTF_8)))
                .isEqualTo("FIL-004 the file is no workbook (.xlsx), whatever its name says");
        assertThat(check(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}))
                .isEqualTo(
                        "FIL-009 the archive is refused: it is an old .xls or has a password; save it as plain .xlsx");
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            put(zip, "a.txt", "x");
        }
        assertThat(check(out.toByteArray())).isEqualTo("FIL-004 the file is an archive, but no workbook (.xlsx)");
    }

    @Test
    void refusesACutOrDamagedFile() throws IOException {
        var good = workbook(zip -> put(zip, "xl/a.xml", "<a>" + "text ".repeat(1000) + "</a>"));
        for (int length = 1; length < good.length; length += 7) {
            assertThat(check(Arrays.copyOf(good, length)))
                    .as("cut at %d", length)
                    .isNotEqualTo("good");
        }
        var random = new Random(3);
        for (int i = 0; i < 500; i++) {
            var wrong = good.clone();
            wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(check(wrong))
                    .as("a flipped bit ends in an answer, never in an exception")
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.xml", "/etc/passwd", "a\\b", "C:x", "xl/../../a"})
    void refusesNamesThatLeaveTheArchive(String name) throws IOException {
        assertThat(check(workbook(zip -> put(zip, name, "<a/>"))))
                .isEqualTo("FIL-009 the archive is refused: the name '" + name + "' in it is not allowed");
    }

    @Test
    void refusesTwoEntriesOfOneName() throws IOException {
        assertThat(check(workbook(zip -> put(zip, "XL/Workbook.xml", "<a/>"))))
                .isEqualTo("FIL-009 the archive is refused: the name 'XL/Workbook.xml' stands twice in it");
    }

    @Test
    void refusesAHundredThousandEntriesAtOnce() throws IOException {
        var bytes = workbook(zip -> {
            for (int i = 0; i < 100_000; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
            }
        });
        var file = Files.write(folder.resolve("in.xlsx"), bytes);
        assertThat(costs(() -> ZipGuard.check(file).orElseThrow().toString(), Duration.ofMillis(100)))
                .isEqualTo("FIL-008 the archive is refused: it holds 100002 entries, at most 1000 are read");
    }

    @Test
    void findsABombWithoutHeap() throws IOException {
        var tight = workbook(zip -> {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.bin"));
            zeros(zip, 300L << 20);
        });
        var file = Files.write(folder.resolve("in.xlsx"), tight);
        assertThat(costs(() -> ZipGuard.check(file).orElseThrow().toString(), Duration.ofMillis(500)))
                .isEqualTo(
                        "FIL-008 the archive is refused: the entry 'xl/worksheets/sheet1.bin' unpacks to more than 200"
                                + " times its size");
    }

    @Test
    void countsAllPartsTogether() throws IOException {
        var random = new Random(5);
        var block = new byte[1 << 16];
        random.nextBytes(block);
        var many = workbook(zip -> {
            for (int part = 0; part < 9; part++) {
                zip.putNextEntry(new ZipEntry("xl/media/p" + part + ".bin"));
                for (int i = 0; i < 10; i++) {
                    zip.write(block);
                    zeros(zip, 6L << 20);
                }
            }
        });
        var file = Files.write(folder.resolve("in.xlsx"), many);
        assertThat(costs(() -> ZipGuard.check(file).orElseThrow().toString(), Duration.ofSeconds(5)))
                .isEqualTo("FIL-008 the archive is refused: it unpacks to more than 512 MiB");
    }

    @Test
    void refusesADirectoryThatContradictsTheEntries() throws IOException {
        var bytes = workbook(zip -> {
            put(zip, "a1", "xxxxxxxxxx");
            put(zip, "a2", "xxxxxxxxxx");
        });
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(central(bytes, "a2") + 42, buffer.getInt(central(bytes, "a1") + 42));
        assertThat(check(bytes)).isEqualTo("FIL-009 the archive is refused: the entry 'a2' contradicts the directory");
    }

    @Test
    void refusesEntriesThatShareTheirBytes() throws IOException {
        var inner = ByteBuffer.allocate(33).order(ByteOrder.LITTLE_ENDIAN);
        inner.putInt(0, 0x04034b50)
                .putShort(26, (short) 2)
                .put(30, (byte) 'a')
                .put(31, (byte) '2')
                .put(32, (byte) 'x');
        var bytes = workbook(zip -> {
            stored(zip, "a1", inner.array());
            stored(zip, "a2", new byte[] {'x'});
        });
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(central(bytes, "a2") + 42, buffer.getInt(central(bytes, "a1") + 42) + 32);
        assertThat(check(bytes))
                .isEqualTo("FIL-008 the archive is refused: the entry 'a2' shares its bytes with another");
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        var crc = new CRC32();
        crc.update(content);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static int central(byte[] bytes, String name) {
        for (int i = bytes.length - 46; i > 0; i--) {
            if (bytes[i] == 'P'
                    && bytes[i + 1] == 'K'
                    && bytes[i + 2] == 1
                    && new String(bytes, i + 46, 2, UTF_8).equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no entry " + name);
    }

    @Test
    void looksIntoEveryXmlPart() throws IOException {
        assertThat(check(workbook(zip -> put(zip, "xl/s.xml", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"))))
                .isEqualTo("line 1: FIL-007 the part 'xl/s.xml': a DOCTYPE is not accepted; send the file without it");
        assertThat(check(workbook(zip -> put(zip, "xl/s.xml", "<a>".repeat(100)))))
                .isEqualTo("line 1: FIL-005 the part 'xl/s.xml': elements are nested deeper than 64");
        assertThat(check(workbook(zip -> put(zip, "xl/_rels/w.rels", "<a b='" + "x".repeat(70_000) + "'/>"))))
                .isEqualTo("line 1: FIL-005 the part 'xl/_rels/w.rels': a tag is longer than 65536 characters");
        assertThat(check(workbook(zip -> put(zip, "xl/s.xml", "<?xml version='1.0' encoding='UTF-7'?><a/>"))))
                .isEqualTo("line 1: FIL-003 the part 'xl/s.xml': the declared encoding 'UTF-7' is not usable here; send"
                        + " UTF-8");
    }

    @Test
    void refusesAnEncryptedEntry() throws IOException {
        var bytes = workbook(zip -> put(zip, "a1", "x"));
        bytes[central(bytes, "a1") + 8] |= 1;
        assertThat(check(bytes)).isEqualTo("FIL-009 the archive is refused: it is encrypted; save it without password");
    }

    /** Something that may throw. */
    private interface Work {
        String run() throws IOException;
    }

    private static String costs(Work work, Duration most) throws IOException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long cpu = threads.getCurrentThreadCpuTime();
        var answer = work.run();
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu)).isLessThan(most);
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated)
                .isLessThan(4L << 20);
        return answer;
    }
}
