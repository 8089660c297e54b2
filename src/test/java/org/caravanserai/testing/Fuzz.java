package org.caravanserai.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Breaks good messages in every way we know of and hands them to a parser. The parser may say what it likes about them; it may not throw what it does not
 * declare, hang, open a connection, or take memory out of proportion. Seeded, so that a finding comes again: half a second for each parser in the build,
 * {@code -Dfuzz.minutes=N} for each when there is time ({@code -Dfuzz.seed=N} for another walk).
 */
public final class Fuzz {
    private static final long SEED = Long.getLong("fuzz.seed", 43L);
    private static final double MINUTES = Double.parseDouble(System.getProperty("fuzz.minutes", "0"));
    private static final long NANOS = MINUTES > 0 ? (long) (MINUTES * 60e9) : 500_000_000L;
    private static final int FEWEST = 20;

    /** Time of a processor for one message; a busy machine takes longer and spends no more. */
    private static final long MOST_NANOS = 2_000_000_000L;

    /** MiB a parser may allocate for one message of some kilobytes, most of them garbage at once. */
    private static final int MOST_MIB = 128;

    /** What a parser may keep after thousands of messages. */
    private static final long MOST_KEPT = 48L << 20;

    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Path FOUND = Path.of("target/fuzz");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<![\\w:])[\\w:]++=(\"[^\"]{0,999}\"|'[^']{0,999}')");
    private static final Pattern MEMBER =
            Pattern.compile("\"[^\"]{0,999}\"\\s{0,9}:\\s*(\"[^\"]*\"|[-0-9.a-z]+)\\s*,?");
    private static final Pattern PAIR = Pattern.compile("(?<![^&])[^&=]++=[^&]*+&?");
    private static final Pattern ENCODING = Pattern.compile("encoding=\"[^\"]*\"");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "+1",
            "00000001730.900",
            "1e9",
            "1e999999999",
            "1e-999999999",
            "-1E+2147483648",
            "9".repeat(40),
            "9".repeat(5000),
            "0." + "3".repeat(5000),
            "NaN",
            "Infinity",
            "0x10",
            "1,5",
            "1.000,00",
            "\u0661\u0662",
            "");

    private static final List<String> ANY = List.of(
            "\0",
            "\r",
            "\n",
            "\t",
            "\u0001",
            "\u0085",
            "\u2028",
            "\u202E",
            "\uFEFF",
            "\uFFFE",
            "\uD800",
            "\u00E9\u20AC\u6F22\uD834\uDD1E",
            "'; drop table order_head; --",
            "${jndi:ldap://127.0.0.1:9/x}",
            "../../etc/passwd",
            "a".repeat(5000),
            " ".repeat(5000));

    private static final List<String> XML = List.of(
            "<",
            ">",
            "&",
            "\"",
            "</",
            "/>",
            "&x;",
            "&#0;",
            "&#xFFFFF;",
            "&#x10FFFF;",
            "&#65;",
            "&nbsp;",
            "<!--",
            "-->",
            "--",
            "<![CDATA[",
            "]]>",
            "<?x y?>",
            "<?xml version=\"1.1\"?>",
            "<?xml-stylesheet href=\"http://127.0.0.1:9/x\"?>",
            "<!DOCTYPE x [",
            "<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">",
            " xmlns=\"u\"",
            " xmlns:xsi=\"x\" xsi:type=\"y\"",
            " xsi:schemaLocation=\"u http://127.0.0.1:9/x.xsd\"",
            " xml:lang=\"\"",
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>",
            "<x><y/></x>");

    private static final List<String> JSON = List.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "{}", "[]", "[[]]", "//x",
            "\"x\":");

    private static final List<String> FORM = List.of(
            "&",
            "=",
            "%",
            "%2",
            "%00",
            "%C3%28",
            "%25",
            "%u0041",
            "+",
            ";",
            "[",
            "]",
            "[999999999999]",
            "&&",
            "==",
            "%0D%0A");

    private static final List<String> LINES =
            List.of(";", ",", "\"", "\"\"", "\n", "\r\n", "\r", "|", "=cmd()", "\u001A");

    /** What a message is written in. */
    public enum Kind {
        XML(Fuzz.XML),
        JSON(Fuzz.JSON),
        /** Names and values of a form or an address. */
        FORM(Fuzz.FORM),
        /** CSV, records of fixed width, base64. */
        LINES(Fuzz.LINES);

        private final List<String> pieces;

        Kind(List<String> pieces) {
            this.pieces = pieces;
        }
    }

    /** Reads a message. Whatever it throws is a finding, except what it catches itself as declared. */
    @FunctionalInterface
    public interface Parser {
        void read(byte[] bytes) throws Exception;
    }

    private final String name;
    private final Kind kind;
    private final List<byte[]> good;
    private final Random random = new Random(SEED);
    private volatile byte[] current = new byte[0];
    /** When the parser was handed the message it has; 0 = it has none. */
    private volatile long begun;

    private long rounds;
    private long slowest;
    private long hungriest;
    private int mostMib = MOST_MIB;

    private Fuzz(String name, Kind kind, List<byte[]> good) {
        this.name = name;
        this.kind = kind;
        this.good = good;
    }

    /** Breaks these messages. */
    public static Fuzz of(String name, Kind kind, List<byte[]> good) {
        if (good.isEmpty()) {
            throw new IllegalArgumentException("nothing to break");
        }
        return new Fuzz(name, kind, List.copyOf(good));
    }

    /** The same, for texts. */
    public static Fuzz of(String name, Kind kind, String... good) {
        return of(
                name,
                kind,
                Arrays.stream(good).map(text -> text.getBytes(UTF_8)).toList());
    }

    /** Another limit of what one message may allocate than {@value #MOST_MIB} MiB. */
    public Fuzz allocating(int mib) {
        mostMib = mib;
        return this;
    }

    /** Hands broken messages over until the time is up; every good one first. */
    public void run(Parser parser) {
        var asked = new AtomicInteger();
        var before = ProxySelector.getDefault();
        var failure = new Throwable[1];
        var worker = new Thread(() -> failure[0] = walk(parser), "fuzz-" + name);
        worker.setDaemon(true);
        ProxySelector.setDefault(new Counting(asked));
        try {
            worker.start();
            while (worker.isAlive()) {
                worker.join(200);
                long since = begun;
                if (worker.isAlive() && since != 0 && System.nanoTime() - since > HANG.toNanos()) {
                    var stack = Arrays.toString(worker.getStackTrace());
                    throw new AssertionError(found("hangs for " + HANG.toSeconds() + " s at " + stack));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            ProxySelector.setDefault(before);
        }
        if (failure[0] != null) {
            throw new AssertionError(found(failure[0].toString()), failure[0]);
        }
        if (asked.get() != 0) {
            throw new AssertionError(found(asked.get() + " connections were about to be made"));
        }
        if (MINUTES > 0) {
            System.out.printf(
                    "fuzz %s: seed %d, %d messages, slowest %d ms, hungriest %d MiB%n",
                    name, SEED, rounds, slowest / 1_000_000, hungriest >> 20);
        }
    }

    private Throwable walk(Parser parser) {
        try {
            for (var message : good) {
                one(parser, message);
            }
            for (int warm = 0; warm < FEWEST; warm++) {
                one(parser, broken());
            }
            long kept = used();
            long end = System.nanoTime() + NANOS;
            long most = MINUTES > 0 ? Long.MAX_VALUE : 4000;
            while (rounds < most && System.nanoTime() < end) {
                one(parser, broken());
            }
            long more = used() - kept;
            return more > MOST_KEPT ? new AssertionError("keeps " + (more >> 20) + " MiB after " + rounds) : null;
        } catch (Throwable wrong) { // whatever it is, the message that caused it must be named
            return wrong;
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void one(Parser parser, byte[] bytes) throws Exception {
        rounds++;
        current = bytes;
        long id = Thread.currentThread().getId();
        begun = System.nanoTime();
        long allocated = THREADS.getThreadAllocatedBytes(id);
        long nanos = THREADS.getCurrentThreadCpuTime();
        parser.read(bytes);
        begun = 0;
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        allocated = THREADS.getThreadAllocatedBytes(id) - allocated;
        slowest = Math.max(slowest, nanos);
        hungriest = Math.max(hungriest, allocated);
        if (nanos > MOST_NANOS) {
            throw new AssertionError("takes " + nanos / 1_000_000 + " ms for " + bytes.length + " bytes");
        }
        if (allocated >> 20 > mostMib) {
            throw new AssertionError("allocates " + (allocated >> 20) + " MiB for " + bytes.length + " bytes");
        }
    }

    private String found(String what) {
        var message = current;
        var shown = new String(message, 0, Math.min(message.length, 2000), UTF_8);
        try {
            Files.createDirectories(FOUND);
            var file = FOUND.resolve(name + "-" + SEED + "-" + rounds + ".bin");
            Files.write(file, message);
            return name + ", seed " + SEED + ", message " + rounds + " (" + file + "): " + what + "\n" + shown;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private byte[] broken() {
        var bytes = good.get(random.nextInt(good.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length == 0) {
            return piece().getBytes(UTF_8);
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(60));
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, at + length, new byte[0]);
            case 2 -> joined(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 3 -> joined(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 4 -> joined(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 5, 6 -> replaced(bytes, NUMBER, pick(NUMBERS));
            case 7 -> twice(bytes);
            case 8 -> deep(bytes, at);
            case 9 -> lied(bytes);
            default -> joined(bytes, at, at, piece().getBytes(UTF_8));
        };
    }

    private String piece() {
        return pick(random.nextInt(3) == 0 ? ANY : kind.pieces);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The same key, attribute or parameter a second time, with the same value or another. */
    private byte[] twice(byte[] bytes) {
        var pattern = switch (kind) {
            case XML -> ATTRIBUTE;
            case JSON -> MEMBER;
            case FORM -> PAIR;
            case LINES -> NUMBER;
        };
        var text = new String(bytes, ISO_8859_1);
        var places = pattern.matcher(text).results().toList();
        if (places.isEmpty()) {
            return bytes;
        }
        var place = pick(places);
        var again = (kind == Kind.XML ? " " : "") + place.group() + (kind == Kind.FORM ? "&" : "");
        return joined(bytes, place.end(), place.end(), again.getBytes(ISO_8859_1));
    }

    private byte[] replaced(byte[] bytes, Pattern pattern, String with) {
        var text = new String(bytes, ISO_8859_1);
        var places = pattern.matcher(text).results().toList();
        if (places.isEmpty()) {
            return bytes;
        }
        var place = pick(places);
        return joined(bytes, place.start(), place.end(), with.getBytes(UTF_8));
    }

    /** Nesting, and very many of something small. */
    private byte[] deep(byte[] bytes, int at) {
        int times = 1 << random.nextInt(15);
        var piece = switch (kind) {
            case XML -> pick(List.of("<a>", "<a b='c'>", "<x xmlns:y='z'>", "<a/>", "<!---->", "&amp;"));
            case JSON -> pick(List.of("[", "{\"a\":", "[{\"a\":[", "0,", "{},", "\\\\"));
            case FORM -> pick(List.of("&a=b", "[1]", "%25", "&NEW_ITEM-QUANTITY[1]=1", "&=", "&HOOK_URL=x"));
            case LINES -> pick(List.of(";", "\"", "\n", "a;b\n", "\"\"\""));
        };
        return joined(bytes, at, at, piece.repeat(times).getBytes(UTF_8));
    }

    /** Another charset than the message says, or says another than it is in; for XML also what its prolog may declare. */
    private byte[] lied(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        if (kind != Kind.XML || random.nextInt(3) == 0) {
            return text.getBytes(pick(List.of(UTF_16, ISO_8859_1, UTF_8)));
        }
        if (random.nextBoolean()) {
            var names = List.of("UTF-16", "UTF-32", "ISO-8859-1", "IBM037", "UTF-7", "x-none", "US-ASCII", "../x", "");
            return replaced(bytes, ENCODING, "encoding=\"" + pick(names) + "\"");
        }
        var root = Pattern.compile("<[A-Za-z]").matcher(text);
        int at = root.find() ? text.substring(0, root.start()).getBytes(UTF_8).length : 0;
        var tricks = List.of(
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;&b;\">]>",
                "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p.dtd\"> %p;]>",
                "<!DOCTYPE x PUBLIC \"-//X//X\" \"http://127.0.0.1:9/x.dtd\">",
                "<!DOCTYPE x SYSTEM \"file:///dev/zero\">",
                "<!DOCTYPE x [<!ATTLIST x y CDATA \"" + "z".repeat(3000) + "\">]>",
                "<!DOCTYPE x [<!NOTATION n SYSTEM \"http://127.0.0.1:9/n\">]>");
        return joined(bytes, at, at, pick(tricks).getBytes(UTF_8));
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
        var joined = new byte[from + between.length + bytes.length - to];
        System.arraycopy(bytes, 0, joined, 0, from);
        System.arraycopy(between, 0, joined, from, between.length);
        System.arraycopy(bytes, to, joined, from + between.length, bytes.length - to);
        return joined;
    }

    /** Every socket and URL of this process asks for its proxy first; none of them gets further. */
    private static final class Counting extends ProxySelector {
        private final AtomicInteger asked;

        Counting(AtomicInteger asked) {
            this.asked = asked;
        }

        @Override
        public List<Proxy> select(URI uri) {
            // A pool of a database that tests of before left open may look around; parsers run on their own thread
            // only.
            if (Thread.currentThread().getName().startsWith("fuzz-")) {
                asked.incrementAndGet();
                throw new IllegalStateException("a parser was about to connect to " + uri);
            }
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException why) {
            // Nothing was tried.
        }
    }
}
